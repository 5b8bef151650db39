namespace Lana.Import;

/// <summary>A user's network, split by hand.</summary>
/// <param name="Stem">What runs before the layers; null for nothing.</param>
/// <param name="Layers">What can be replaced, in order; at least one.</param>
/// <param name="Head">What runs behind the layers, to [K, 1, 1].</param>
public sealed record NetworkParts(NetworkStage? Stem, IReadOnlyList<NetworkStage> Layers, NetworkStage Head);
