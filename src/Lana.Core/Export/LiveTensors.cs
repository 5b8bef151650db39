using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>The nodes of a graph that some tensors need. The shape of a tensor may be known without computing it:
/// tensors of which only the shape is used are listed, and are not needed until this is requested.</summary>
internal sealed class LiveTensors
{
    private readonly Dictionary<string, NodeProto> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<NodeProto> _live = new(ReferenceEqualityComparer.Instance);

    public LiveTensors(IEnumerable<NodeProto> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var output in node.Output.Where(output => output.Length > 0))
            {
                _producers[output] = node;
            }
        }
    }

    /// <summary>The live nodes that compute a shape, in the order in which they were found.</summary>
    public Queue<NodeProto> Shapes { get; } = new();

    public bool IsLive(NodeProto node) => _live.Contains(node);

    /// <summary>True if a tensor exists: it is computed by a live node, or is an input or weight of the graph.</summary>
    public bool Has(string tensor) => !_producers.TryGetValue(tensor, out var producer) || _live.Contains(producer);

    /// <summary>Adds the nodes that a tensor needs.</summary>
    public void Need(string tensor)
    {
        var open = new Stack<string>([tensor]);
        while (open.TryPop(out var name))
        {
            if (!_producers.TryGetValue(name, out var node) || !_live.Add(node))
            {
                continue;
            }

            if (node.IsShape())
            {
                Shapes.Enqueue(node);
                continue;
            }

            foreach (var input in node.Taken())
            {
                open.Push(input);
            }
        }
    }

    /// <summary>Adds the nodes for the tensors of which only shapes are used.</summary>
    public void NeedShapes()
    {
        while (Shapes.TryDequeue(out var node))
        {
            Need(node.Input[0]);
        }
    }
}
