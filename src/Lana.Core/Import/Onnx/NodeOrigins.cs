using Lana.Definitions;

namespace Lana.Import.Onnx;

/// <summary>The nodes of a file that the nodes of a network represent.</summary>
internal static class NodeOrigins
{
    /// <summary>Returns the origins of each live node: its own after those of nodes that were merged into it.</summary>
    /// <param name="nodes">The nodes before they were merged.</param>
    /// <param name="live">The nodes that remain.</param>
    /// <param name="origins">The origins of the nodes before.</param>
    public static IReadOnlyDictionary<string, ImmutableArray<ImportedNode>> Of(
        IReadOnlyList<GraphNode> nodes,
        ImmutableArray<GraphNode> live,
        IReadOnlyDictionary<string, ImmutableArray<ImportedNode>> origins)
    {
        // A removed node belongs to the first node that uses its value.
        var owners = live.ToDictionary(node => node.Name, node => node.Name, StringComparer.Ordinal);
        foreach (var node in nodes.Reverse().Where(node => owners.ContainsKey(node.Name)))
        {
            foreach (var input in node.Inputs)
            {
                owners.TryAdd(input, owners[node.Name]);
            }
        }

        return nodes.Where(node => owners.ContainsKey(node.Name))
            .GroupBy(node => owners[node.Name], StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(node => origins[node.Name]).Distinct().ToImmutableArray(),
                StringComparer.Ordinal);
    }
}
