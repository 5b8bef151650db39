namespace Lana.Analysis.Refining;

/// <summary>The limits of a refinement.</summary>
public sealed class RefinementOptions
{
    /// <summary>The maximum number of networks to measure, the starting one included.</summary>
    /// <value>Default 64; at least 1.</value>
    [Range(1, int.MaxValue)]
    public int MaxEvaluations { get; set; } = 64;

    /// <summary>The minimum improvement for which a swap is kept, in the evaluator's unit.</summary>
    /// <value>Default 0; finite, at least 0. Choose it above the noise of the evaluator.</value>
    [Range(0.0, double.MaxValue)]
    public double MinImprovement { get; set; }
}
