namespace Lana.Analysis.Refining;

/// <summary>The result of a refinement.</summary>
/// <param name="Selection">The best measured selection; it keeps every rule of the problem.</param>
/// <param name="Measured">The evaluator's value for this selection; lower is better.</param>
/// <param name="StartMeasured">The evaluator's value for the starting selection.</param>
/// <param name="Swaps">The swaps that led to it, in order; empty if nothing was better.</param>
/// <param name="Evaluations">The number of networks that were measured.</param>
/// <param name="IsLocalOptimum">True if every single swap of it was measured; false if the evaluations ran out.</param>
public sealed record RefinementResult(
    SelectionSolution Selection,
    double Measured,
    double StartMeasured,
    IReadOnlyList<SelectionSwap> Swaps,
    int Evaluations,
    bool IsLocalOptimum);
