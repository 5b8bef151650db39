using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The result of the search by short fine-tunings.</summary>
/// <param name="Trials">All trials in order; the selection that the scores alone have chosen comes first.</param>
/// <param name="Winner">The selection with the lowest loss of those measured within the budget.</param>
public sealed record TrialSearchResult(IReadOnlyList<SelectionTrial> Trials, MeasuredSelection Winner);
