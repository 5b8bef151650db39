using Lana.Definitions;

namespace Lana.Import.Structure;

/// <summary>The nodes on which outputs depend: a split may have unused parts, and patterns leave unused nodes.</summary>
internal static class LiveNodes
{
    /// <summary>Returns the nodes on which outputs depend, in their order.</summary>
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
