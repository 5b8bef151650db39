namespace Lana.Analysis.Frontier;

/// <summary>When a frontier is cut short, and how far from the truth it may then be.</summary>
public sealed class FrontierOptions
{
    /// <summary>From how many partial selections on they are thinned out.</summary>
    /// <value>Default 200,000; at least 1,000.</value>
    public int MaximumLabels { get; set; } = 200_000;

    /// <summary>How far the objective may be from the best at any budget when partial selections are thinned out, as a
    /// share of the frontier's range of objectives.</summary>
    /// <value>Default 0.001; 0 or above. At 0 nothing is thinned out and the frontier is exact, however long it
    /// takes.</value>
    public double Epsilon { get; set; } = 0.001;

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumLabels, 1000, nameof(MaximumLabels));
        if (!double.IsFinite(Epsilon) || Epsilon < 0.0)
        {
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "The error is finite and at least 0.");
        }
    }
}
