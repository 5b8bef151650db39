using Lana.Solvers.Modelling;

namespace Lana.Solvers.Knapsack;

/// <summary>Keeps the sums that fit the capacity and can still end at or below a threshold.</summary>
internal sealed class ThresholdFilter(
    SuffixBound suffix, double residual, double threshold, long mostLabels, StopSignal stop) : ILabelFilter
{
    /// <summary>Whether the search was given up: too many labels, or no time left.</summary>
    public bool IsGivenUp { get; private set; }

    public bool GoesOn(double cost, int kept)
    {
        IsGivenUp = kept > mostLabels || stop.IsSet;
        return !IsGivenUp && residual - cost >= suffix.Least;
    }

    public bool Keeps(double cost, double score)
    {
        var left = residual - cost;
        return left >= suffix.Least && score + suffix.At(left) <= threshold;
    }
}
