using Lana.Internal;

namespace Lana.FineTuning;

/// <summary>How far a training has come, by its steps or by the clock; tells of it.</summary>
internal sealed class TrainingPace
{
    private const int UnitsOfADuration = 1000;

    private readonly TimeSpan? _duration;
    private readonly long _totalSteps;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ProgressTracker _tracker;
    private long _reported;

    /// <param name="duration">How long it lasts; null for steps.</param>
    /// <param name="totalSteps">How many steps it has; of no meaning by the clock.</param>
    /// <param name="steps">How many were taken before.</param>
    /// <param name="progress">Told of steps, or thousandths of the time.</param>
    /// <param name="time">The clock.</param>
    public TrainingPace(
        TimeSpan? duration, long totalSteps, long steps, IProgress<LanaProgress>? progress, TimeProvider time)
    {
        (_duration, _totalSteps, _time, _start) = (duration, totalSteps, time, time.GetTimestamp());
        _reported = duration is null ? steps : 0;
        _tracker = new ProgressTracker(
            "fine-tuning", duration is null ? totalSteps : UnitsOfADuration, progress, time, _reported);
    }

    /// <summary>The share that is done before a step, 0 to 1.</summary>
    public double Progress(long step) => _duration is { } whole
        ? Math.Min(1.0, _time.GetElapsedTime(_start) / whole)
        : _totalSteps == 0 ? 1.0 : (double)step / _totalSteps;

    /// <summary>The share that is done in the middle of a step: what its learning rate follows, so that the first is not
    /// lost.</summary>
    /// <param name="step">The step.</param>
    /// <param name="progress">What was done before it.</param>
    public double During(long step, double progress) =>
        _duration is null ? (step + 0.5) / _totalSteps : progress;

    /// <summary>Tells how much is done.</summary>
    public void Report(long step, double progress)
    {
        var done = _duration is null ? step : (long)(progress * UnitsOfADuration);
        _tracker.Advance(done - _reported);
        _reported = done;
    }
}
