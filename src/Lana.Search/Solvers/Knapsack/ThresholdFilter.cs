namespace Lana.Solvers.Knapsack;

/// <summary>Keeps the sums that fit the capacity and can still end at or below a threshold.</summary>
internal sealed class ThresholdFilter(
    SuffixBound suffix, double residual, double threshold, long maxLabels, StopSignal stop) : ILabelFilter
{
    /// <summary>True if the search had to stop: too many labels, or no time left.</summary>
    public bool IsGivenUp { get; private set; }

    public bool Continues(double cost, int kept)
    {
        IsGivenUp = kept > maxLabels || stop.IsSet;
        return !IsGivenUp && residual - cost >= suffix.MinCost;
    }

    public bool Keeps(double cost, double score)
    {
        var left = residual - cost;
        return left >= suffix.MinCost && score + suffix.At(left) <= threshold;
    }
}
