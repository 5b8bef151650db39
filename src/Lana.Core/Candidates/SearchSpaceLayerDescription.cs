namespace Lana.Candidates;

/// <summary>What a search space means for one layer.</summary>
/// <param name="Layer">The layer's name, for example <c>blocks.2.1</c>.</param>
/// <param name="Operations">How many operations could take its place, the teacher's own among them.</param>
/// <param name="Parameters">Their trainable numbers.</param>
/// <param name="Macs">Their multiply-accumulates per image.</param>
public sealed record SearchSpaceLayerDescription(string Layer, int Operations, Spread<long> Parameters, Spread<long> Macs);
