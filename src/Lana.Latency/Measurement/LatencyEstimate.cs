namespace Lana.Measurement;

/// <summary>A latency, measured or predicted, with its uncertainty; milliseconds per run of one batch.</summary>
/// <param name="LatencyMs">The latency. For a measurement, the median of the undisturbed runs that are not outliers,
/// with drift divided out. Positive; 0 is predicted for an operation that disappears.</param>
/// <param name="RelativeError">The standard error as a share of <paramref name="LatencyMs"/>, at least 0.</param>
/// <param name="Runs">The number of runs it is the median of; 0 for a prediction.</param>
public sealed record LatencyEstimate(double LatencyMs, double RelativeError = 0.0, int Runs = 0)
{
    /// <summary>The 10th percentile of the undisturbed runs.</summary>
    /// <value>Default <see cref="LatencyMs"/>.</value>
    public double P10Ms { get; init; } = LatencyMs;

    /// <summary>The 90th percentile of the undisturbed runs.</summary>
    /// <value>Default <see cref="LatencyMs"/>.</value>
    public double P90Ms { get; init; } = LatencyMs;

    /// <summary>The time of the meter's reference model in the same rounds, in milliseconds.</summary>
    /// <value>Default 0: there is no reference model.</value>
    public double ReferenceMs { get; init; }

    /// <summary>The undisturbed time of the meter's reference model in milliseconds, as estimated at the time of the
    /// measurement: the level to which the other times were scaled.</summary>
    /// <value>Default 0: there is no reference model.</value>
    public double UndisturbedReferenceMs { get; init; }

    /// <summary>The slowdown of the machine, measured by the reference model: 1 if it was undisturbed. The times are
    /// divided by it, and are less exact the larger it is.</summary>
    public double SlowdownFactor =>
        ReferenceMs > 0.0 && UndisturbedReferenceMs > 0.0 ? ReferenceMs / UndisturbedReferenceMs : 1.0;

    /// <summary>The standard error in milliseconds.</summary>
    public double ErrorMs => LatencyMs * RelativeError;

    /// <summary>The same times, scaled to another level of the reference.</summary>
    internal LatencyEstimate AtReference(double undisturbedMs) =>
        UndisturbedReferenceMs <= 0.0 || undisturbedMs <= 0.0 || undisturbedMs == UndisturbedReferenceMs
            ? this
            : this with
            {
                LatencyMs = LatencyMs * undisturbedMs / UndisturbedReferenceMs,
                P10Ms = P10Ms * undisturbedMs / UndisturbedReferenceMs,
                P90Ms = P90Ms * undisturbedMs / UndisturbedReferenceMs,
                UndisturbedReferenceMs = undisturbedMs,
            };
}
