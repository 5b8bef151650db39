namespace Lana.Networks;

/// <summary>The values of a network that a trace keeps.</summary>
internal sealed class KeptValues
{
    private readonly bool[] _kept;

    private KeptValues(NetworkDefinition definition, IEnumerable<int> layers)
    {
        _kept = new bool[definition.Nodes.Length + 1];
        foreach (var node in layers.Select(definition.NodeOf))
        {
            _kept[definition.Plan.InputsOf(node)[0]] = true;
            _kept[node + 1] = true;
        }
    }

    /// <summary>Keeps the inputs and outputs of layers.</summary>
    public static KeptValues Around(NetworkDefinition definition, IEnumerable<int> layers) => new(definition, layers);

    /// <summary>Keeps the inputs and outputs of all layers, and the values that are live after any of them.</summary>
    public static KeptValues AroundAllLayers(NetworkDefinition definition)
    {
        var kept = new KeptValues(definition, Enumerable.Range(0, definition.Layers.Length));
        for (var layer = 0; layer < definition.Layers.Length; layer++)
        {
            var node = definition.NodeOf(layer);
            for (var value = 0; value <= node; value++)
            {
                kept._kept[value] |= definition.Plan.IsLiveAfter(value, node);
            }
        }

        return kept;
    }

    public bool Contains(int value) => _kept[value];
}
