using Lana.Internal;

namespace Lana.FineTuning;

/// <summary>Measures and reports the progress of a training: by the clock where it has a duration, else by steps.</summary>
internal sealed class TrainingPace
{
    private const int UnitsPerDuration = 1000;

    private readonly TimeSpan? _duration;
    private readonly long _totalSteps;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ProgressTracker _tracker;
    private long _reported;

    public TrainingPace(
        TimeSpan? duration, long totalSteps, long steps, IProgress<LanaProgress>? progress, TimeProvider time)
    {
        (_duration, _totalSteps, _time, _start) = (duration, totalSteps, time, time.GetTimestamp());
        _reported = duration is null ? steps : 0;
        _tracker = new ProgressTracker(
            "fine-tuning", duration is null ? totalSteps : UnitsPerDuration, progress, time, _reported);
    }

    /// <summary>The share that is done before a step, 0 to 1.</summary>
    public double Progress(long step) => _duration is { } whole
        ? Math.Min(1.0, _time.GetElapsedTime(_start) / whole)
        : _totalSteps == 0 ? 1.0 : (double)step / _totalSteps;

    /// <summary>The share that is done in the middle of a step; the learning rate follows it, so that the first step's is not
    /// 0. By the clock it is the progress before the step.</summary>
    public double During(long step, double progress) => _duration is null ? (step + 0.5) / _totalSteps : progress;

    public void Report(long step, double progress)
    {
        var done = _duration is null ? step : (long)(progress * UnitsPerDuration);
        _tracker.Advance(done - _reported);
        _reported = done;
    }
}
