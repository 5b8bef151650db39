namespace Lana.Measuring;

/// <summary>What timing one subject gave; milliseconds per run of one batch.</summary>
/// <param name="MedianMs">The median of the runs in calm rounds that are no outliers, drift divided out;
/// positive.</param>
/// <param name="P10Ms">The 10th percentile of the runs in calm rounds.</param>
/// <param name="P90Ms">The 90th percentile of the runs in calm rounds.</param>
/// <param name="RelativeError">The standard error of the median as a share of it, at least 0.</param>
/// <param name="Count">How many runs the median is made of.</param>
public sealed record LatencyMeasurement(double MedianMs, double P10Ms, double P90Ms, double RelativeError, int Count)
{
    /// <summary>The standard error of the median in milliseconds.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double ErrorMs => MedianMs * RelativeError;
}
