using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>The part of a file that becomes a network, without nodes at its end that cannot be trained and stay as they
/// are.</summary>
/// <remarks>The end of a file consists of the nodes that cannot be imported and all nodes that depend on them, provided
/// that none of these is a convolution or another matrix product. The outputs of the network are the inputs of this
/// end, and the file's outputs that do not depend on it.</remarks>
internal sealed class VerbatimTail
{
    // Nodes that depend on one of these should be trained with it.
    private static readonly ImmutableArray<string> Products = ["Attention", "Conv", "Einsum", "Gemm", "GRU", "LSTM", "MatMul", "RNN"];

    // The graph that remains after the cut may have such an end itself, but this is rare.
    private const int MaxCuts = 8;

    private VerbatimTail(ImportedGraph graph, ConvertedGraph converted, ImmutableArray<string> nodes) =>
        (Graph, Converted, Nodes) = (graph, converted, nodes);

    /// <summary>The part before the end.</summary>
    public ImportedGraph Graph { get; }

    /// <summary>The same part as definitions and operators.</summary>
    public ConvertedGraph Converted { get; }

    /// <summary>The names of the nodes at the end that stay; empty if all nodes can be trained.</summary>
    public ImmutableArray<string> Nodes { get; }

    /// <summary>Imports a file up to the nodes that stay.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Height and width of the images, if the file leaves them open.</param>
    /// <exception cref="OnnxImportException">Nodes cannot be imported, and a convolution or a matrix product depends on
    /// them; the message names every one.</exception>
    public static VerbatimTail Cut(OnnxModelFile file, SpatialSize? size)
    {
        var (all, part) = (new HashSet<NodeProto>(ReferenceEqualityComparer.Instance), file);
        for (var cuts = 0; ; cuts++)
        {
            try
            {
                var shapes = file.Model.Graph.Node.Where(node => node.IsShape()).Select(node => node.Input[0]);
                var graph = OnnxGraphReader.Read(part, size, shapes);
                return new VerbatimTail(graph, GraphConversion.Run(graph, file.Path), NamesOf(file.Model.Graph, all));
            }
            catch (OnnxImportException cause) when (cuts < MaxCuts && TailOf(part.Model.Graph, cause.Refusals) is { Count: > 0 } tail)
            {
                // Not swallowed: these nodes stay, and the part before them is read again.
                all.UnionWith(tail);
                part = Before(part, tail);
            }
        }
    }

    private static ImmutableArray<string> NamesOf(GraphProto graph, HashSet<NodeProto> nodes)
    {
        var names = new OnnxNodeNames(graph.Node);
        return [.. graph.Node.Where(nodes.Contains).Select(node => names[node])];
    }

    // Refused nodes and all nodes that depend on them; null if they cannot stay.
    private static HashSet<NodeProto>? TailOf(GraphProto graph, IReadOnlyCollection<OnnxRefusal> refusals)
    {
        var names = new OnnxNodeNames(graph.Node);
        var refused = refusals.Select(refusal => refusal.Node).ToHashSet(StringComparer.Ordinal);
        var tail = new HashSet<NodeProto>(
            graph.Node.Where(node => refused.Contains(names[node])), ReferenceEqualityComparer.Instance);
        if (tail.Count < refused.Count)
        {
            return null;
        }

        var consumers = graph.Node
            .SelectMany(node => node.Taken().Distinct(StringComparer.Ordinal), (node, name) => (node, name))
            .ToLookup(pair => pair.name, pair => pair.node, StringComparer.Ordinal);
        var open = new Stack<NodeProto>(tail);
        while (open.TryPop(out var node))
        {
            foreach (var consumer in node.Output.SelectMany(name => consumers[name]).Where(tail.Add))
            {
                open.Push(consumer);
            }
        }

        var hasProduct = tail.SelectMany(node => node.Operators()).Any(name =>
            Products.Any(product => name.Contains(product, StringComparison.Ordinal)));
        return hasProduct || OutputsBefore(graph, tail).Count == 0 ? null : tail;
    }

    private static OnnxModelFile Before(OnnxModelFile file, HashSet<NodeProto> tail)
    {
        var model = file.Model.Clone();
        var graph = file.Model.Graph;
        model.Graph.Node.Clear();
        model.Graph.Node.AddRange(graph.Node.Where(node => !tail.Contains(node)));
        model.Graph.Output.Clear();
        model.Graph.Output.AddRange(OutputsBefore(graph, tail).Select(name => new ValueInfoProto { Name = name }));
        return file.With(model);
    }

    // The outputs that do not depend on the tail, and the tail's inputs.
    private static List<string> OutputsBefore(GraphProto graph, HashSet<NodeProto> tail)
    {
        var given = graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Node.Where(node => !tail.Contains(node)))
        {
            // Sizes and values computed from them stay in the file, and no trained node computes them.
            if (node.IsShape() || node.Taken().All(given.Contains))
            {
                given.UnionWith(node.Output);
            }
        }

        var made = tail.SelectMany(node => node.Output).ToHashSet(StringComparer.Ordinal);
        given.UnionWith(graph.Input.Select(input => input.Name));
        return
        [
            .. graph.Output.Select(output => output.Name).Where(name => !made.Contains(name))
                .Concat(graph.Node.Where(tail.Contains).SelectMany(node => node.IsShape() ? [] : node.Taken())
                    .Where(name => !made.Contains(name) && !given.Contains(name)))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
