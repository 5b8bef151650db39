using Lana.Definitions;
using Lana.Networks;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Describes the layers of a converted graph, and the nodes that are in no layer.</summary>
/// <param name="graph">The graph.</param>
/// <param name="plan">Its nodes with their shapes and costs.</param>
/// <param name="areGiven">True if the user specified the layers.</param>
internal sealed class ImportReportBuilder(ConvertedGraph graph, GraphPlan plan, bool areGiven)
{
    private readonly long _macs = plan.Costs.Sum(cost => cost.Macs);

    // If one node of the file became several nodes, the most expensive of them describes it.
    private readonly ILookup<string, int> _made = Enumerable.Range(0, plan.Nodes.Length)
        .SelectMany(node => graph.Origins[plan.Nodes[node].Name].Select(origin => (Node: node, Origin: origin.Name)))
        .OrderByDescending(pair => plan.Costs[pair.Node].Macs)
        .ToLookup(pair => pair.Origin, pair => pair.Node, StringComparer.Ordinal);

    /// <summary>Describes a network.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="regions">Its layers, in their order.</param>
    public OnnxImportReport Build(NetworkDefinition definition, IReadOnlyList<Region> regions)
    {
        var members = regions.SelectMany(region => region.Nodes).ToHashSet();
        var remainder = Enumerable.Range(0, plan.Nodes.Length)
            .Where(node => !members.Contains(node))
            .GroupBy(node => ReasonOf(graph.Origins[plan.Nodes[node].Name] is [.., var origin] ? _made[origin.Name].First() : node))
            .Select(group => new OnnxRemainderReport { Reason = group.Key, Nodes = Summary(group) })
            .OrderByDescending(rest => rest.Nodes.Macs);
        return new OnnxImportReport
        {
            Layers = [.. regions.Zip(definition.Layers, Describe)],
            Remainder = [.. remainder],
            Macs = _macs,
            Convolutions = plan.Nodes.Count(IsConvolution),
        };
    }

    private OnnxLayerReport Describe(Region region, Layer layer) => new()
    {
        Layer = layer,
        Entry = TensorOf(region.Entry),
        Exit = TensorOf(region.Nodes[^1] + 1),
        Nodes = Summary(region.Nodes),
    };

    // A value inside the nodes that a node of the file became has the name of that node's output.
    private string TensorOf(int value)
    {
        var name = value == 0 ? Graph.InputName : plan.Nodes[value - 1].Name;
        return graph.Tensors.TryGetValue(name, out var tensor) ? tensor.Name : graph.Origins[name] is [.., var node] ? node.Outputs[0].Name : name;
    }

    private OnnxNodeSummary Summary(IEnumerable<int> nodes)
    {
        var members = nodes.ToList();
        var origins = members.SelectMany(node => graph.Origins[plan.Nodes[node].Name]).Distinct().ToList();
        var operators = origins.GroupBy(node => node.Operator)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}");
        var macs = members.Sum(node => plan.Costs[node].Macs);
        return new OnnxNodeSummary
        {
            Names = [.. origins.Select(node => node.Name)],
            Operators = string.Join(", ", operators),
            Convolutions = members.Count(node => IsConvolution(plan.Nodes[node])),
            Macs = macs,
            Share = _macs == 0 ? 0.0 : (double)macs / _macs,
        };
    }

    private string ReasonOf(int node) => (plan.Nodes[node], plan.Costs[node].Macs) switch
    {
        (_, 0) => "nothing to multiply",
        _ when areGiven => "outside of the tensors that were given",
        ({ Definition: Conv }, _) => "a convolution in no region with one input and one output",
        ({ Operator: ConvTranspose }, _) => "a transposed convolution, which no operation replaces",
        ({ Definition: Linear }, _) => "a fully connected layer",
        _ => "a product of matrices outside of any block with convolutions",
    };

    private static bool IsConvolution(GraphNode node) => node.Definition is Conv;
}
