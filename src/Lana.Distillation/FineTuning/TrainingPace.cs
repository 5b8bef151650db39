namespace Lana.FineTuning;

/// <summary>How far a training has come, by its steps or by the clock.</summary>
internal sealed class TrainingPace(TimeSpan? duration, long totalSteps, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>The share that is done before a step, 0 to 1.</summary>
    public double Progress(long step) => duration is { } whole
        ? Math.Min(1.0, time.GetElapsedTime(_start) / whole)
        : (double)step / Math.Max(1, totalSteps);
}
