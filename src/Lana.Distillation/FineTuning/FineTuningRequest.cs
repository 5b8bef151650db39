using Lana.Data;
using Lana.Networks;

namespace Lana.FineTuning;

/// <summary>What is to be trained as a whole, on what.</summary>
/// <param name="Student">The network; its weights change, so it must own them (see
/// <see cref="Network.Detach"/>).</param>
/// <param name="Data">Training images, labelled unless only the teacher teaches.</param>
public sealed record FineTuningRequest(Network Student, IBatchSource Data)
{
    /// <summary>Whose outputs and features the student learns from; null for none. It only runs and is not
    /// changed.</summary>
    /// <value>Default null.</value>
    public Network? Teacher { get; init; }

    /// <summary>The same examples as the teacher sees them, where its resolution is another than the student's (see
    /// <see cref="ResizedSource"/>): each step reads both with the same numbers and the same seed of augmentation. Null
    /// where both see <see cref="Data"/>.</summary>
    /// <value>Default null; as many examples as <see cref="Data"/> has.</value>
    public IBatchSource? TeacherData { get; init; }

    /// <summary>Held-out labelled images: after each epoch of the second half the network is tried on them and the best
    /// is kept. Null to keep the last.</summary>
    /// <value>Default null.</value>
    public IBatchSource? Validation { get; init; }

    /// <summary>How many epochs instead of what the options say (<see cref="FineTuningOptions.Epochs"/> or
    /// <see cref="FineTuningOptions.Duration"/>), the learning rate's schedule fitted to them; null for theirs.</summary>
    /// <value>Default null; at least 1.</value>
    public int? Epochs { get; init; }

    /// <summary>Where the state is kept after each epoch, so that a stopped training goes on; null for
    /// nowhere.</summary>
    /// <value>Default null.</value>
    public string? CheckpointPath { get; init; }

    /// <summary>What the student's first weights were made from: a checkpoint of another origin is not gone on
    /// with.</summary>
    /// <value>Default empty.</value>
    public string Origin { get; init; } = "";

    /// <summary>Decides the order of the images and their augmentation.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }
}
