using Lana.Definitions;

namespace Lana.Networks;

/// <summary>A named layer of a network's definition.</summary>
/// <param name="Name">The prefix of its weights, for example <c>blocks.2.1</c>; unique in the network.</param>
/// <param name="Definition">The definition of the layer.</param>
public sealed record LayerDefinition(string Name, Definition Definition);
