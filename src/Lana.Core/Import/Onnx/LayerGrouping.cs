using Lana.Definitions;
using Lana.Import.Structure;
using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>Creates a network from a converted graph: the nodes of each region become one node, a layer.</summary>
internal static class LayerGrouping
{
    /// <summary>Groups the nodes.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="plan">The graph's nodes with their shapes.</param>
    /// <param name="regions">The layers, in the order of their last nodes.</param>
    /// <param name="outputNames">The names of the outputs in the file.</param>
    /// <returns>The network, and the graph with the numbers of its weights.</returns>
    /// <exception cref="ArgumentException">A part does not fit.</exception>
    public static (NetworkDefinition Definition, ConvertedGraph Graph) Define(
        string name,
        ConvertedGraph graph,
        GraphPlan plan,
        IReadOnlyList<Region> regions,
        IReadOnlyList<string> outputNames)
    {
        var weights = new Dictionary<string, float[]>(graph.Weights, StringComparer.Ordinal);
        var layers = regions.ToDictionary(region => region.Nodes[^1], region => Layer(plan, region, weights));
        var members = regions.SelectMany(region => region.Nodes).ToHashSet();
        var nodes = Enumerable.Range(0, graph.Nodes.Length)
            .Where(node => layers.ContainsKey(node) || !members.Contains(node))
            .Select(node => layers.TryGetValue(node, out var layer) ? layer : graph.Nodes[node]);
        var definition = new NetworkDefinition(
            name,
            graph.Input,
            [.. nodes],
            [.. layers.OrderBy(layer => layer.Key).Select(layer => layer.Value.Name)],
            [.. graph.Outputs.Zip(outputNames, (value, output) => new NetworkOutput(output, value))]);
        return (definition, graph with { Weights = weights });
    }

    // The layer has the name of its last node, whose value other nodes use.
    private static GraphNode Layer(GraphPlan plan, Region region, Dictionary<string, float[]> weights)
    {
        var entry = region.Entry == 0 ? Graph.InputName : plan.Nodes[region.Entry - 1].Name;
        var input = plan.Shapes[region.Entry].ToFeature();
        ImmutableArray<GraphNode> nodes = [.. region.Nodes.Select(node => Renamed(plan.Nodes[node], entry))];
        var (rewritten, changed) = FeatureForms.Rewrite(nodes, input, weights);
        foreach (var (name, numbers) in changed)
        {
            weights[name] = numbers;
        }

        return new GraphNode(nodes[^1].Name, SeriesParallel.Reduce(rewritten, input), entry);
    }

    private static GraphNode Renamed(GraphNode node, string entry) => new(
        node.Name,
        [.. node.Inputs.Select(input => input == entry ? Graph.InputName : input)],
        node.Definition,
        node.Operator);
}
