namespace Lana.Analysis.Refining;

/// <summary>The result of a refinement.</summary>
/// <param name="Selection">The best measured selection; it keeps every rule of the problem.</param>
/// <param name="Measured">Its value by the evaluator; lower is better.</param>
/// <param name="StartMeasured">The starting selection's value by the evaluator.</param>
/// <param name="Swaps">The swaps that led there, in order; empty where nothing was better.</param>
/// <param name="Evaluations">How many networks were measured.</param>
/// <param name="IsLocalOptimum">Whether every single swap of it was measured; else the evaluations ran out.</param>
public sealed record RefinementResult(
    SelectionSolution Selection,
    double Measured,
    double StartMeasured,
    IReadOnlyList<SelectionSwap> Swaps,
    int Evaluations,
    bool IsLocalOptimum);
