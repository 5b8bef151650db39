namespace Lana.Analysis;

/// <summary>The result of a minimax search.</summary>
/// <param name="Fraction">The largest ratio of the selection's cost to the reference, over all devices; infinity where no
/// selection was found.</param>
/// <param name="FractionBound">No selection within the rules and the maximum objective has a smaller one.</param>
/// <param name="Selection">The result whose first solution is the best-scoring one with <paramref name="Fraction"/>;
/// infeasible where no selection keeps the rules and the maximum objective.</param>
public sealed record MinimaxResult(double Fraction, double FractionBound, SelectionResult Selection);
