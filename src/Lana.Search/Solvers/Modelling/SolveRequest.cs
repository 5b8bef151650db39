namespace Lana.Solvers.Modelling;

/// <summary>A request for one optimum, given the selections before it.</summary>
/// <param name="Model">The problem.</param>
/// <param name="Earlier">The selections found before, as options by variable; -1 for an option that was dropped.</param>
/// <param name="OverlapLimit">The maximum number of layers in which the answer may agree with each of them.</param>
/// <param name="Gap">The relative gap that is sufficient; 0 requires a proof of optimality.</param>
/// <param name="Hint">A selection to start from that meets all rules; null for none.</param>
/// <param name="Bound">A known lower bound; minus infinity for none.</param>
internal sealed record SolveRequest(
    SelectionModel Model,
    IReadOnlyList<int[]> Earlier,
    int OverlapLimit,
    double Gap = 0.0,
    int[]? Hint = null,
    double Bound = double.NegativeInfinity)
{
    /// <summary>The difference below which objectives count as equal: the rounding error of adding doubles.</summary>
    public double Tolerance { get; } = 1e-12 * Model.Scale;

    public bool IsFeasible(int[] choice) => Model.IsFeasible(choice, Earlier, OverlapLimit);

    public bool IsGoodEnough(double objective, double bound) => bound >= EnoughFor(objective);

    public bool IsGoodEnough(int[]? choice, double bound) =>
        choice is not null && IsGoodEnough(Model.Objective(choice), bound);

    /// <summary>The bound at which an objective is within the gap.</summary>
    public double EnoughFor(double objective) => objective - Math.Max(Tolerance, Gap * Math.Abs(objective));

    /// <summary>Returns the first selection, unless it is null or the other is better.</summary>
    public int[]? Better(int[]? choice, int[]? other) =>
        choice is null || (other is not null && Model.Objective(other) < Model.Objective(choice)) ? other : choice;
}
