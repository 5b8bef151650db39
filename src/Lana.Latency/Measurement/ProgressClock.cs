namespace Lana.Measurement;

/// <summary>Reports progress with the time left, from the speed so far.</summary>
internal sealed class ProgressClock(string stage, long of, IProgress<LanaProgress>? progress, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();

    public void Report(long done)
    {
        TimeSpan? eta = done > 0 ? clock.GetElapsedTime(_started) * ((double)(of - done) / done) : null;
        progress?.Report(new LanaProgress(stage, done, of, eta));
    }
}
