namespace Lana.Selection.Refining;

/// <summary>How far a refinement goes.</summary>
public sealed class RefinementOptions
{
    /// <summary>The most networks to measure, the starting one among them.</summary>
    /// <value>Default 64; at least 1.</value>
    public int MaximumEvaluations { get; set; } = 64;

    /// <summary>By how much a swap has to improve what is measured to be kept, in the evaluator's unit.</summary>
    /// <value>Default 0; finite, at least 0. Choose it above the noise of the evaluator.</value>
    public double MinimumImprovement { get; set; }

    internal void ThrowIfInvalid()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumEvaluations, 1, nameof(MaximumEvaluations));
        if (!double.IsFinite(MinimumImprovement) || MinimumImprovement < 0.0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MinimumImprovement), MinimumImprovement, "The least improvement is finite and at least 0.");
        }
    }
}
