using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>The nodes of a graph that some tensors need. The shape of a tensor can be had without it: what only shapes are taken of is
/// listed, and not needed until somebody says so.</summary>
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

    /// <summary>The live nodes that give a shape, in the order in which they were found.</summary>
    public Queue<NodeProto> Shapes { get; } = new();

    public bool IsLive(NodeProto node) => _live.Contains(node);

    /// <summary>Whether a tensor is there: computed by a live node, or given to the graph.</summary>
    public bool Has(string tensor) => !_producers.TryGetValue(tensor, out var producer) || _live.Contains(producer);

    /// <summary>Adds what a tensor needs.</summary>
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

    /// <summary>Adds what the tensors need of which only shapes are taken.</summary>
    public void NeedShapes()
    {
        while (Shapes.TryDequeue(out var node))
        {
            Need(node.Input[0]);
        }
    }
}
