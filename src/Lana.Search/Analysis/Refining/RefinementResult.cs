using Lana.Solvers;

namespace Lana.Analysis.Refining;

/// <summary>What a refinement found.</summary>
/// <param name="Selection">The best measured selection; it keeps every rule of the problem.</param>
/// <param name="Measured">What the evaluator said of it; lower is better.</param>
/// <param name="StartMeasured">What the evaluator said of the starting selection.</param>
/// <param name="Swaps">The swaps that led there, in order; empty where nothing was better.</param>
/// <param name="Evaluations">How many networks were measured.</param>
/// <param name="IsLocalOptimum">Whether every single swap of the answer was measured; else the evaluations ran
/// out.</param>
public sealed record RefinementResult(
    SelectionSolution Selection,
    double Measured,
    double StartMeasured,
    IReadOnlyList<SelectionSwap> Swaps,
    int Evaluations,
    bool IsLocalOptimum);
