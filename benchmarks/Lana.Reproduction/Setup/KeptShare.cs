namespace Lana.Reproduction.Setup;

/// <summary>A budget as it was measured first: a cell that was stopped goes on with it, since another one would ask for
/// another student.</summary>
/// <param name="Share">Of the teacher's latency.</param>
internal sealed record KeptShare(double Share);
