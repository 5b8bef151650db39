namespace Lana.Training;

/// <summary>Saves trainings to their checkpoint files and continues them from there.</summary>
internal sealed class Checkpoints(TimeSpan interval, TimeProvider time)
{
    private long _lastSave = time.GetTimestamp();

    /// <summary>True if the interval has passed since the last save.</summary>
    public bool AreDue => time.GetElapsedTime(_lastSave) >= interval;

    /// <summary>Restores a training from its file, if that contains a checkpoint with the same fingerprint.</summary>
    public static bool TryRestore(ICheckpointed training) =>
        training.Checkpoint?.TryRead(training.State, training.Restore) == true;

    public void Save(IEnumerable<ICheckpointed> trainings)
    {
        foreach (var training in trainings)
        {
            training.Checkpoint?.Write(training.State, training.Facts);
        }

        _lastSave = time.GetTimestamp();
    }
}
