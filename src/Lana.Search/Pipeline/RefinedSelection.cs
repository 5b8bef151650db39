using Lana.Analysis.Refining;

namespace Lana.Pipeline;

/// <summary>A selection after single swaps were tried on it.</summary>
/// <param name="Chosen">The best that was measured within the budget; the starting one if nothing was
/// better.</param>
/// <param name="Swaps">The swaps that led there, in order.</param>
/// <param name="Evaluations">How many networks were compared.</param>
public sealed record RefinedSelection(MeasuredSelection Chosen, IReadOnlyList<SelectionSwap> Swaps, int Evaluations);
