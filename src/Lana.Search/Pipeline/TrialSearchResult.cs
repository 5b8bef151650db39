using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The result of the search by short fine-tunings.</summary>
/// <param name="Trials">All trials in order; the selection that the scores alone have chosen comes first.</param>
/// <param name="FinalLosses">The losses of the best few after a longer training, the best by their trials first; empty if only
/// one was left.</param>
/// <param name="Winner">The selection with the lowest final loss.</param>
public sealed record TrialSearchResult(
    IReadOnlyList<SelectionTrial> Trials, IReadOnlyList<double> FinalLosses, MeasuredSelection Winner);
