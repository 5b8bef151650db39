using Lana.Analysis.Refining;

namespace Lana.Pipeline;

/// <summary>A selection after single swaps were tried on it.</summary>
/// <param name="Chosen">The best selection measured within the budget; the starting one if none was better.</param>
/// <param name="Swaps">The swaps that led to it, in order.</param>
/// <param name="Evaluations">The number of networks that were compared.</param>
public sealed record RefinedSelection(MeasuredSelection Chosen, IReadOnlyList<SelectionSwap> Swaps, int Evaluations);
