using Lana.Definitions;

namespace Lana.Networks;

/// <summary>Computes short texts that change with the definition or any weight of a node.</summary>
internal static class NodeFingerprint
{
    /// <summary>Computes the text of a node.</summary>
    public static string Of(Network network, int node)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var hash = new ContentHash();
        hash.Add(JsonSerializer.Serialize(network.Definition.Nodes[node], DefinitionJson.Options));
        foreach (var weight in network.Parts[node].Weights)
        {
            var plain = weight.Value.detach().cpu().contiguous();
            hash.Add(weight.Name).Add(string.Join(',', plain.shape)).Add(MemoryMarshal.AsBytes(plain.bytes));
        }

        return hash.ToText();
    }

    /// <summary>Computes the texts of all nodes, by their names.</summary>
    public static FrozenDictionary<string, string> OfAll(Network network) => network.Definition.Nodes
        .Index()
        .ToFrozenDictionary(node => node.Item.Name, node => Of(network, node.Index), StringComparer.Ordinal);
}
