namespace Lana.Candidates;

/// <summary>One row of a <see cref="SearchSpaceDescription"/>.</summary>
internal sealed record SearchSpaceLayerDescription(string Layer, int Operations, Spread<long> Parameters, Spread<long> Macs);
