namespace Lana.FineTuning;

/// <summary>Measures and reports the progress of a training, by the clock or, without a duration, by steps.</summary>
/// <param name="length">The length of the training.</param>
/// <param name="steps">The number of steps that have already been taken.</param>
/// <param name="progress">Receives the progress; null disables it.</param>
/// <param name="time">The clock.</param>
/// <param name="trials">The number of students that are trained in parallel; 0 for a single training.</param>
internal sealed class TrainingPace(
    TrainingLength length, long steps, IProgress<LanaProgress>? progress, TimeProvider time, int trials = 0)
{
    private const int UnitsPerDuration = 1000;

    private readonly long _start = time.GetTimestamp();
    private readonly ProgressTracker _tracker = trials > 0
        ? new("fine-tuning trials", length.TotalSteps * trials, progress, time)
        : length.Duration is null
            ? new("fine-tuning", length.TotalSteps, progress, time, steps)
            : new("fine-tuning", UnitsPerDuration, progress, time);

    private long _reported = length.Duration is null ? steps : 0;

    /// <summary>The share of the training that is done before a step, 0 to 1.</summary>
    public double Progress(long step) => length.Duration is { } whole
        ? Math.Min(1.0, time.GetElapsedTime(_start) / whole)
        : length.TotalSteps == 0 ? 1.0 : (double)step / length.TotalSteps;

    /// <summary>The share of the training that is done in the middle of a step, given the share before it; the learning
    /// rate follows it and therefore is not 0 in the first step.</summary>
    public double During(long step, double before) =>
        length.Duration is null ? (step + 0.5) / length.TotalSteps : before;

    /// <summary>Reports the steps of every student.</summary>
    public void Report(long step, double share)
    {
        var done = length.Duration is null ? step : (long)(share * UnitsPerDuration);
        _tracker.Advance((done - _reported) * Math.Max(1, trials));
        _reported = done;
    }
}
