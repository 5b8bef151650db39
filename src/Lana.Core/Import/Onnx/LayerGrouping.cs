using Lana.Definitions;
using Lana.Networks;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Makes a network of a converted graph: the nodes of each region become one node, a layer.</summary>
internal static class LayerGrouping
{
    /// <summary>Groups the nodes.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="plan">The graph's nodes with their shapes.</param>
    /// <param name="regions">The layers, in the order of their last nodes.</param>
    /// <param name="outputNames">The names of the outputs in the file.</param>
    /// <exception cref="ArgumentException">A part does not fit.</exception>
    public static NetworkDefinition Define(
        string name,
        ConvertedGraph graph,
        GraphPlan plan,
        IReadOnlyList<Region> regions,
        IReadOnlyList<string> outputNames)
    {
        var layers = regions.ToDictionary(region => region.Nodes[^1], region => Layer(plan, region));
        var members = regions.SelectMany(region => region.Nodes).ToHashSet();
        var nodes = Enumerable.Range(0, graph.Nodes.Length)
            .Where(node => layers.ContainsKey(node) || !members.Contains(node))
            .Select(node => layers.TryGetValue(node, out var layer) ? layer : graph.Nodes[node]);
        return new NetworkDefinition(
            name,
            graph.Input,
            [.. nodes],
            [.. layers.OrderBy(layer => layer.Key).Select(layer => layer.Value.Name)],
            [.. graph.Outputs.Zip(outputNames, (value, output) => new NetworkOutput(output, value))]);
    }

    // The layer has the name of its last node, whose value others take.
    private static GraphNode Layer(GraphPlan plan, Region region)
    {
        var entry = region.Entry == 0 ? Graph.InputName : plan.Nodes[region.Entry - 1].Name;
        var nodes = region.Nodes.Select(node => plan.Nodes[node]).ToList();
        return new GraphNode(nodes[^1].Name, Simplify(nodes, entry), entry);
    }

    private static Definition Simplify(List<GraphNode> nodes, string entry)
    {
        if (IsChain(nodes, entry))
        {
            return ChainOf(nodes);
        }

        var sum = nodes.FindIndex(node => node.Operator is Arithmetic { Function: ArithmeticFunction.Add, Constant: null });
        if (sum > 0
            && IsChain(nodes[..sum], entry)
            && nodes[sum].Inputs.ToHashSet(StringComparer.Ordinal).SetEquals([entry, nodes[sum - 1].Name])
            && IsChain(nodes[(sum + 1)..], nodes[sum].Name))
        {
            ImmutableArray<Definition> parts = [new Residual(ChainOf(nodes[..sum])), .. ChainOf(nodes[(sum + 1)..]).Parts];
            return new Chain(parts);
        }

        return new Graph([.. nodes.Select(node => Renamed(node, entry))]);
    }

    private static bool IsChain(List<GraphNode> nodes, string entry) =>
        nodes.TrueForAll(node => node.Definition is not null)
        && nodes.Index().All(node => node.Item.Inputs[0] == (node.Index == 0 ? entry : nodes[node.Index - 1].Name));

    private static Chain ChainOf(List<GraphNode> nodes)
    {
        ImmutableArray<Definition> parts = [.. nodes.Select(node => node.Definition!)];
        return new Chain(parts);
    }

    private static GraphNode Renamed(GraphNode node, string entry) => new(
        node.Name,
        [.. node.Inputs.Select(input => input == entry ? Graph.InputName : input)],
        node.Definition,
        node.Operator);
}
