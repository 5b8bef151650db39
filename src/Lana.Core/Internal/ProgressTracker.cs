namespace Lana.Internal;

/// <summary>Counts finished units and estimates the time left from the speed so far. Thread-safe.</summary>
internal sealed class ProgressTracker
{
    private readonly string _stage;
    private readonly long _total;
    private readonly IProgress<LanaProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly long _before;
    private readonly Lock _gate = new();
    private long _done;

    public ProgressTracker(
        string stage, long total, IProgress<LanaProgress>? progress, TimeProvider? time = null, long done = 0)
    {
        (_stage, _total, _progress, _time) = (stage, Math.Max(1, total), progress, time ?? TimeProvider.System);
        _start = _time.GetTimestamp();
        _before = total == 0 ? _total : done;
        Report(_before);
    }

    public void Advance(long units = 1)
    {
        lock (_gate)
        {
            Report(_done + units);
        }
    }

    /// <summary>Reports the number of finished units, including those of an earlier run.</summary>
    public void Report(long done)
    {
        lock (_gate)
        {
            _done = done;
            var fresh = done - _before;
            TimeSpan? eta = fresh > 0 ? _time.GetElapsedTime(_start) * ((double)(_total - done) / fresh) : null;
            _progress?.Report(new LanaProgress(_stage, done, _total, eta));
        }
    }
}
