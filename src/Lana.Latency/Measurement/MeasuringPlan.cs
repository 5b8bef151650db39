namespace Lana.Measurement;

/// <summary>How long a window is measured.</summary>
internal sealed record MeasuringPlan(
    TimeSpan TimePerSubject, int MinRounds, int MaxRounds, double TargetError, int MaxWarmUpRuns, ulong Seed)
{
    public double WaitLimit { get; init; }

    public static MeasuringPlan Of(OnnxRuntimeLatencyOptions options) => new(
        options.TimePerSubject,
        options.MinRounds,
        options.MaxRounds,
        options.TargetError,
        options.MaxWarmUpRuns,
        options.Seed)
    {
        WaitLimit = options.WaitLimit,
    };
}
