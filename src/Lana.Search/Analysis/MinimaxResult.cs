using Lana.Solvers;

namespace Lana.Analysis;

/// <summary>What a minimax search found.</summary>
/// <param name="Fraction">What the selection takes on the device where it is slowest, as a share of that device's
/// reference; infinity where no selection was found.</param>
/// <param name="FractionBound">No selection within the rules and the maximum objective has a smaller worst
/// share.</param>
/// <param name="Selection">The result whose first solution reaches <paramref name="Fraction"/>: the best-scoring one
/// there; infeasible where no selection keeps the rules and the maximum objective.</param>
public sealed record MinimaxResult(double Fraction, double FractionBound, SelectionResult Selection);
