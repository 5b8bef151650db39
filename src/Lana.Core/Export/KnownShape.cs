using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>Writes the shape of a tensor that is no longer computed.</summary>
internal static class KnownShape
{
    /// <summary>Writes the nodes that replace a node <c>Shape</c>.</summary>
    /// <param name="graph">Receives them.</param>
    /// <param name="input">The input of the graph, which has the batch as its first size.</param>
    /// <param name="node">The node.</param>
    /// <param name="sizes">The sizes of the tensor; −1 for the batch.</param>
    public static ImmutableArray<NodeProto> Write(OnnxGraph graph, string input, NodeProto node, ImmutableArray<long> sizes)
    {
        var first = graph.Nodes.Count;
        graph.Prefix = "";
        var (start, end) = (Bound(node, "start", 0, sizes.Length), Bound(node, "end", sizes.Length, sizes.Length));
        ReadOnlySpan<long> wanted = start < end ? sizes.AsSpan()[start..end] : [];
        if (wanted is [-1, ..])
        {
            var shape = graph.AddNode("Shape", [input]);
            var batch = graph.AddNode("Slice", [shape, List(graph, 0), List(graph, 1), List(graph, 0)]);
            graph.AddNode("Concat", wanted.Length == 1 ? [batch] : [batch, List(graph, wanted[1..])], ("axis", 0L));
        }
        else
        {
            graph.Write("Identity", [List(graph, wanted)]);
        }

        graph.Nodes[^1].Output[0] = node.Output[0];
        return [.. graph.Nodes.Skip(first)];
    }

    private static string List(OnnxGraph graph, params ReadOnlySpan<long> values) =>
        graph.Constant($"sizes_{string.Join('_', values.ToArray())}", values).Name;

    private static int Bound(NodeProto node, string name, int absent, int rank)
    {
        var given = node.Attribute.FirstOrDefault(attribute => attribute.Name == name)?.I ?? absent;
        return (int)Math.Clamp(given < 0 ? given + rank : given, 0, rank);
    }
}
