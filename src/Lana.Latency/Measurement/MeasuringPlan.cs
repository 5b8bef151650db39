namespace Lana.Measurement;

/// <summary>The limits of the measurement of a window.</summary>
internal sealed record MeasuringPlan(
    TimeSpan TimePerSubject, int MinRounds, int MaxRounds, double TargetError, int MaxWarmUpRuns, ulong Seed)
{
    public const int DefaultMaxRounds = 400;
    public const double DefaultTargetError = 0.001;
    public const int DefaultMaxWarmUpRuns = 30;

    public double WaitLimit { get; init; }
}
