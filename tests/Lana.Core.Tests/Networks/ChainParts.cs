using System.Collections.Immutable;
using Lana.Definitions;

namespace Lana.Networks;

/// <summary>The parts that a chain was made of.</summary>
internal static class ChainParts
{
    public static Definition Stem(this NetworkDefinition network) => network.Nodes[0].Definition!;

    public static Definition Head(this NetworkDefinition network) => network.Nodes[^1].Definition!;

    public static ImmutableArray<LayerDefinition> LayerDefinitions(this NetworkDefinition network) =>
        [.. network.Layers.Select(layer => new LayerDefinition(layer.Name, layer.Definition))];
}
