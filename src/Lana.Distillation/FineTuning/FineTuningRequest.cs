namespace Lana.FineTuning;

/// <summary>A request to fine-tune a network.</summary>
/// <param name="Student">The network; its weights change, so it must own them (see
/// <see cref="Network.Detach"/>).</param>
/// <param name="Data">Training images, labelled unless the student learns from the teacher alone.</param>
public sealed record FineTuningRequest(Network Student, IBatchSource Data)
{
    /// <summary>The network whose outputs and features the student learns from; it is not changed.</summary>
    /// <value>Default null, which disables distillation.</value>
    public Network? Teacher { get; init; }

    /// <summary>The same examples at the teacher's resolution, if that differs from the student's (see
    /// <see cref="ResizedSource"/>); each step reads the same indices of both, augmented in the same way.</summary>
    /// <value>Default null: both use <see cref="Data"/>. Must have as many examples as <see cref="Data"/>.</value>
    public IBatchSource? TeacherData { get; init; }

    /// <summary>Held-out labelled images: the student is evaluated on them after each epoch of the second half, and its
    /// best weights are kept.</summary>
    /// <value>Default null, which keeps the last weights.</value>
    public IBatchSource? Validation { get; init; }

    /// <summary>The number of epochs, instead of the options' <see cref="FineTuningOptions.Epochs"/> or
    /// <see cref="FineTuningOptions.Duration"/>.</summary>
    /// <value>Default null, which uses the options; at least 1.</value>
    public int? Epochs { get; init; }

    /// <summary>The number of optimiser steps, instead of epochs or a duration: a training can be shorter than an epoch.
    /// The learning rate's schedule spans them.</summary>
    /// <value>Default null, which uses <see cref="Epochs"/> or the options; at least 1.</value>
    public long? Steps { get; init; }

    /// <summary>The file that keeps the state, so that a stopped training continues.</summary>
    /// <value>Default null, which disables checkpoints. A relative path is made absolute when it is set.</value>
    public string? CheckpointPath
    {
        get;
        init => field = value is null ? null : Path.GetFullPath(value);
    }

    /// <summary>A fingerprint of the student's initial weights; checkpoints of another origin are ignored.</summary>
    /// <value>Default empty: it is computed from the weights.</value>
    public string Origin { get; init; } = "";

    /// <summary>Determines the order of the images and their augmentation.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }
}
