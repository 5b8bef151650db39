namespace Lana.FineTuning;

/// <summary>Keeps a training's state on disk: when it is asked to, and now and then.</summary>
internal sealed class CheckpointKeeper(
    string path, string fingerprint, TrainingState state, TimeSpan interval, TimeProvider time)
{
    private long _last = time.GetTimestamp();

    /// <summary>Goes on from a checkpoint of the same fingerprint, where there is one.</summary>
    public bool TryLoad() => state.TryLoad(path, fingerprint);

    /// <summary>Keeps the state.</summary>
    public void Save()
    {
        state.Save(path, fingerprint);
        _last = time.GetTimestamp();
    }

    /// <summary>Keeps the state if it is old enough.</summary>
    public void SaveIfDue()
    {
        if (time.GetElapsedTime(_last) >= interval)
        {
            Save();
        }
    }
}
