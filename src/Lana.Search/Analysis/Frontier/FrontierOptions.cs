namespace Lana.Analysis.Frontier;

/// <summary>Options of the approximation of a frontier: when it is approximated, and how far from exact it may be.</summary>
public sealed class FrontierOptions
{
    /// <summary>The number of partial selections above which they are thinned out.</summary>
    /// <value>Default 200,000; at least 1,000.</value>
    [Range(1000, int.MaxValue)]
    public int MaxLabels { get; set; } = 200_000;

    /// <summary>The maximum distance of the objective from the best at any budget when partial selections are thinned
    /// out, as a share of the frontier's range of objectives.</summary>
    /// <value>Default 0.001; finite, at least 0. At 0 the frontier is exact, however long it takes.</value>
    [Range(0.0, double.MaxValue)]
    public double Epsilon { get; set; } = 0.001;
}
