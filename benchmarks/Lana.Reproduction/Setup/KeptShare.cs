namespace Lana.Reproduction.Setup;

/// <summary>A budget as it was first measured: a cell that was stopped continues with it, since another budget would
/// require another student.</summary>
/// <param name="Share">The share of the teacher's latency.</param>
internal sealed record KeptShare(double Share);
