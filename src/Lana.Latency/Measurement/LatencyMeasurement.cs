using System.Text.Json.Serialization;

namespace Lana.Measurement;

/// <summary>What timing one subject gave; milliseconds per run of one batch.</summary>
/// <param name="MedianMs">The median of the runs in calm rounds that are no outliers, drift divided out;
/// positive.</param>
/// <param name="P10Ms">The 10th percentile of the runs in calm rounds.</param>
/// <param name="P90Ms">The 90th percentile of the runs in calm rounds.</param>
/// <param name="RelativeError">The standard error of the median as a share of it, at least 0.</param>
/// <param name="Count">How many runs the median is made of.</param>
public sealed record LatencyMeasurement(double MedianMs, double P10Ms, double P90Ms, double RelativeError, int Count)
{
    /// <summary>What the meter's reference model took in the same rounds, in milliseconds.</summary>
    /// <value>Default 0: the meter has none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ReferenceMs { get; init; }

    /// <summary>The level of the reference to which the times were brought: what it takes in calm moments, as far as the
    /// meter knew, in milliseconds.</summary>
    /// <value>Default 0: the meter has no reference.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double CalmMs { get; init; }

    /// <summary>How slow the machine was, by the reference: 1 where nobody disturbed. It is divided out of the times,
    /// but what disturbs slows some subjects more than others: a large one says that the time is rough.</summary>
    [JsonIgnore]
    public double SlowdownFactor => ReferenceMs > 0.0 && CalmMs > 0.0 ? ReferenceMs / CalmMs : 1.0;

    /// <summary>The standard error of the median in milliseconds.</summary>
    [JsonIgnore]
    public double ErrorMs => MedianMs * RelativeError;

    /// <summary>The same times, brought to another level of the reference.</summary>
    /// <param name="calmMs">The level; 0 where the meter has no reference.</param>
    internal LatencyMeasurement BroughtTo(double calmMs) => CalmMs <= 0.0 || calmMs <= 0.0 || calmMs == CalmMs
        ? this
        : this with
        {
            MedianMs = MedianMs * calmMs / CalmMs,
            P10Ms = P10Ms * calmMs / CalmMs,
            P90Ms = P90Ms * calmMs / CalmMs,
            CalmMs = calmMs,
        };
}
