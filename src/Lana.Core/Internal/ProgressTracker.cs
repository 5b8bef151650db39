namespace Lana.Internal;

/// <summary>Counts finished units and tells how long the rest will take, from the speed measured so far.</summary>
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
        ArgumentException.ThrowIfNullOrEmpty(stage);
        _stage = stage;
        _total = Math.Max(1, total);
        _progress = progress;
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        _before = _done = total == 0 ? _total : done;
        Report();
    }

    /// <summary>Counts finished units and reports. Safe to call from several threads.</summary>
    public void Advance(long units = 1)
    {
        lock (_gate)
        {
            _done += units;
            Report();
        }
    }

    private void Report()
    {
        if (_progress is null)
        {
            return;
        }

        var fresh = _done - _before;
        TimeSpan? eta = fresh > 0 ? _time.GetElapsedTime(_start) * ((double)(_total - _done) / fresh) : null;
        _progress.Report(new LanaProgress(_stage, _done, _total, eta));
    }
}
