namespace Lana.Internal;

/// <summary>Counts finished units and tells how long the rest will take, from the speed measured so far.</summary>
public sealed class ProgressTracker
{
    private readonly string _stage;
    private readonly long _total;
    private readonly IProgress<LanaProgress>? _progress;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly long _before;
    private readonly Lock _gate = new();
    private long _done;

    /// <summary>Starts to count, and reports the beginning.</summary>
    /// <param name="stage">What is being done, in a few words.</param>
    /// <param name="total">Units in the stage.</param>
    /// <param name="progress">Who is told; null for nobody.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="done">Units that were finished by an earlier run.</param>
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
    /// <param name="units">How many more are finished.</param>
    public void Advance(long units = 1)
    {
        lock (_gate)
        {
            _done += units;
            Report();
        }
    }

    /// <summary>Sets how many units are finished and reports. Safe to call from several threads.</summary>
    /// <param name="done">Finished units in all.</param>
    public void Report(long done)
    {
        lock (_gate)
        {
            _done = done;
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
