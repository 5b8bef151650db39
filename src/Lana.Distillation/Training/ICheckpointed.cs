namespace Lana.Training;

/// <summary>A training that can be stopped and continued.</summary>
internal interface ICheckpointed
{
    /// <summary>The file that keeps the state; null disables checkpoints.</summary>
    CheckpointFile? Checkpoint { get; }

    IReadOnlyCollection<KeyValuePair<string, Tensor>> State { get; }

    /// <summary>The values that change, as text.</summary>
    IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Restores the facts of a checkpoint whose tensors have already been read.</summary>
    void Restore(IReadOnlyDictionary<string, string> facts);
}
