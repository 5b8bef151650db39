namespace Lana.FineTuning;

/// <summary>How far a training has come, by its steps or by the clock.</summary>
internal sealed class TrainingPace(FineTuningOptions options, long totalSteps, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The share that is done before a step, 0 to 1.</summary>
    public double Progress(long step) => options.Duration is { } duration
        ? Math.Min(1.0, time.GetElapsedTime(_start) / duration)
        : (double)step / Math.Max(1, totalSteps);
}
