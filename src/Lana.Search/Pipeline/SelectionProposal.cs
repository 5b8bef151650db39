namespace Lana.Pipeline;

/// <summary>A selection for a trial.</summary>
/// <param name="Selection">The candidate of each layer.</param>
/// <param name="RankedLoss">The loss of the assembled network.</param>
internal sealed record SelectionProposal(Selection Selection, double RankedLoss);
