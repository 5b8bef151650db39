using Lana.Definitions;

namespace Lana.Import.Structure;

/// <summary>The nodes that outputs depend on: a split may have parts that nobody takes, and patterns leave nodes behind.</summary>
internal static class LiveNodes
{
    /// <summary>The nodes that outputs depend on, in their order.</summary>
    public static ImmutableArray<GraphNode> Of(IReadOnlyList<GraphNode> nodes, ImmutableArray<string> outputs)
    {
        var live = outputs.ToHashSet(StringComparer.Ordinal);
        var kept = new Stack<GraphNode>();
        foreach (var node in nodes.Reverse().Where(node => live.Contains(node.Name)))
        {
            live.UnionWith(node.Inputs);
            kept.Push(node);
        }

        return [.. kept];
    }
}
