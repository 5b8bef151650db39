namespace Lana.Reproduction.Peers;

/// <summary>The largest network of a series that meets a budget.</summary>
/// <param name="Number">Its number in the series.</param>
/// <param name="Share">Its measured share of the teacher's latency.</param>
internal sealed record FoundNetwork(int Number, double Share);
