using Lana.Definitions;
using Lana.Import.Structure;

namespace Lana.Import.Onnx;

/// <summary>Recognises functions that exporters write as several nodes, so that they become one node and pruning can
/// follow them: SiLU, hard sigmoid and hard swish, GELU, layer norms, channel shuffles.</summary>
/// <remarks>A pattern becomes one node with the name of its last node; numbers that define it, such as the 0.5 of GELU,
/// are no longer trained.</remarks>
internal static class OperatorPatterns
{
    private static readonly Func<PatternNodes, GraphNode, GraphNode?>[] All =
    [
        SwishPattern.Match,
        GeluPattern.Match,
        LayerNormPattern.Match,
        ShufflePattern.Match,
    ];

    /// <summary>Replaces all patterns in a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>The graph with the weights of its new nodes.</returns>
    public static ConvertedGraph Merge(ConvertedGraph graph)
    {
        var found = new PatternNodes(graph);
        var merged = graph.Nodes.Select(node =>
        {
            found.Add(node);
            var result = All.Select(match => match(found, node)).FirstOrDefault(made => made is not null) ?? node;
            found.Add(result);
            return result;
        }).ToList();
        if (merged.Zip(graph.Nodes).All(pair => ReferenceEquals(pair.First, pair.Second)))
        {
            return graph;
        }

        var live = LiveNodes.Of(merged, graph.Outputs);
        return graph with
        {
            Nodes = live,
            Weights = found.Weights,
            Origins = NodeOrigins.Of(graph.Nodes, live, graph.Origins),
        };
    }
}
