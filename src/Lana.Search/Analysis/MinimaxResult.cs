namespace Lana.Analysis;

/// <summary>The result of a minimax search.</summary>
/// <param name="Fraction">The largest ratio of the selection's cost to the reference, over all devices; infinity if no
/// selection was found.</param>
/// <param name="FractionBound">A lower bound: no selection within the rules and the maximum objective has a smaller
/// ratio.</param>
/// <param name="Selection">The result whose first solution is the best-scoring one with <paramref name="Fraction"/>;
/// infeasible if no selection keeps the rules and the maximum objective.</param>
public sealed record MinimaxResult(double Fraction, double FractionBound, SelectionResult Selection);
