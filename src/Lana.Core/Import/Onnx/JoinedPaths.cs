namespace Lana.Import.Onnx;

/// <summary>The paths that a node joins, back to the value at which they split.</summary>
internal static class JoinedPaths
{
    // Longer paths are not blocks; the limit keeps the search linear in the size of the graph.
    private const int MaxNodes = 250;

    /// <summary>The region that a node ends: everything between it and its dominator. Null if the node joins nothing,
    /// if nodes outside use a value inside, or if an end is not a map [C, H, W].</summary>
    public static Region? EndingAt(int node, ValueFlow flow)
    {
        var plan = flow.Plan;
        var entry = flow.DominatorOf(node + 1);
        return plan.InputsOf(node).Length > 1 && flow.IsMap(entry) && flow.IsMap(node + 1)
            && Before(node, entry, flow) is { } nodes
            && nodes.All(member => member == node || flow.IsUsedOnlyBy(member + 1, nodes))
                ? new Region(entry, [.. nodes])
                : null;
    }

    private static SortedSet<int>? Before(int node, int entry, ValueFlow flow)
    {
        var found = new SortedSet<int> { node };
        var open = new Stack<int>([node]);
        while (open.TryPop(out var next))
        {
            foreach (var input in flow.Plan.InputsOf(next))
            {
                if (input != entry && found.Add(input - 1))
                {
                    open.Push(input - 1);
                }
            }

            if (found.Count > MaxNodes)
            {
                return null;
            }
        }

        return found;
    }
}
