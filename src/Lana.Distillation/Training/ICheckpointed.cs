namespace Lana.Training;

/// <summary>A training that can be stopped and continued.</summary>
internal interface ICheckpointed
{
    /// <summary>The file that keeps the state; null disables checkpoints.</summary>
    CheckpointFile? Checkpoint { get; }

    IReadOnlyCollection<KeyValuePair<string, Tensor>> State { get; }

    /// <summary>The numbers that change, as text.</summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Takes over the facts of a checkpoint whose tensors are already in place.</summary>
    void Restore(IReadOnlyDictionary<string, string> facts);
}
