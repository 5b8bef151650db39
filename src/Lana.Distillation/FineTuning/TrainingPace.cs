namespace Lana.FineTuning;

/// <summary>Measures and reports the progress of a training, by the clock or, without a duration, by steps.</summary>
internal sealed class TrainingPace(
    TimeSpan? duration, long totalSteps, long steps, IProgress<LanaProgress>? progress, TimeProvider time)
{
    private const int UnitsPerDuration = 1000;

    private readonly long _start = time.GetTimestamp();
    private readonly ProgressTracker _tracker = duration is null
        ? new("fine-tuning", totalSteps, progress, time, steps)
        : new("fine-tuning", UnitsPerDuration, progress, time);

    private long _reported = duration is null ? steps : 0;

    /// <summary>The share that is done before a step, 0 to 1.</summary>
    public double Progress(long step) => duration is { } whole
        ? Math.Min(1.0, time.GetElapsedTime(_start) / whole)
        : totalSteps == 0 ? 1.0 : (double)step / totalSteps;

    /// <summary>The share that is done in the middle of a step, by the clock before it; the learning rate follows it and
    /// so is not 0 in the first step.</summary>
    public double During(long step, double before) => duration is null ? (step + 0.5) / totalSteps : before;

    public void Report(long step, double share)
    {
        var done = duration is null ? step : (long)(share * UnitsPerDuration);
        _tracker.Advance(done - _reported);
        _reported = done;
    }
}
