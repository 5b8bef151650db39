namespace Lana.Training;

/// <summary>Saves trainings to their checkpoint files and continues them from there.</summary>
internal sealed class Checkpoints(TimeSpan interval, TimeProvider time)
{
    private const double Worthwhile = 0.1;

    private long _lastSave = time.GetTimestamp();

    /// <summary>True if the interval has passed since the last save.</summary>
    public bool AreDue => time.GetElapsedTime(_lastSave) >= interval;

    /// <summary>True if a training that ends now would lose more than a tenth of the interval without another save.</summary>
    public bool AreWorthwhile => time.GetElapsedTime(_lastSave) >= Worthwhile * interval;

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
