using Lana.Definitions;
using Lana.Import.Structure;
using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>Makes a network of a converted graph: the nodes of each region become one node, a layer.</summary>
internal static class LayerGrouping
{
    /// <summary>Groups the nodes.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="outputNames">The names of the outputs in the file.</param>
    /// <param name="maxConvolutions">The maximum number of convolutions in a layer.</param>
    /// <returns>The network, and the graph with the numbers of its weights.</returns>
    /// <exception cref="ArgumentException">No layer was found.</exception>
    public static (NetworkDefinition Definition, ConvertedGraph Graph) Define(
        string name, ConvertedGraph graph, IReadOnlyList<string> outputNames, int maxConvolutions)
    {
        var plan = GraphPlan.Of(graph.Nodes, Graph.InputName, graph.Input, graph.Outputs.AsSpan());
        var outputs = graph.Outputs.Select(output => plan.ValueOf(output, name)).ToHashSet();
        var regions = new RegionFinder(plan, outputs, maxConvolutions).Find();
        if (regions.Count == 0)
        {
            throw new ArgumentException("no part of it with one input and one output has a convolution that could be replaced.");
        }

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

    // The layer has the name of its last node, whose value others take.
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
