using Lana.Definitions;
using Lana.Import.Structure;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Converts the nodes of a file to definitions if they map features, and otherwise to operators.</summary>
internal sealed class GraphConversion
{
    private readonly ImportedGraph _graph;
    private readonly NodeNames _names = new();
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, float[]> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportedValue> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<ImportedNode>> _origins = new(StringComparer.Ordinal);
    private ImmutableArray<ImportedNode> _origin = [];

    private GraphConversion(ImportedGraph graph) => _graph = graph;

    /// <summary>Converts a graph.</summary>
    /// <param name="graph">The graph that was read.</param>
    /// <param name="path">The file, for errors.</param>
    /// <exception cref="OnnxImportException">Nodes cannot be converted; the message names every one.</exception>
    public static ConvertedGraph Run(ImportedGraph graph, string path) => new GraphConversion(graph).Run(path);

    /// <summary>Adds a node.</summary>
    /// <returns>The name of its value.</returns>
    public string Add(string name, Func<string, GraphNode> make)
    {
        var node = make(_names.Unique(name));
        _nodes.Add(node);
        _origins.Add(node.Name, _origin);
        return node.Name;
    }

    /// <summary>Stores the numbers of a weight.</summary>
    public void Keep(string weight, float[] numbers) => _weights.Add(weight, numbers);

    /// <summary>The network's value for a tensor of the file.</summary>
    public string ValueOf(ImportedValue value) => _values[value.Name];

    private ConvertedGraph Run(string path)
    {
        var refusals = new List<OnnxRefusal>();
        Give(_graph.Input, Begin());
        foreach (var node in _graph.Nodes)
        {
            try
            {
                Convert(node);
            }
            catch (Exception cause) when (cause is InvalidNodeException or ArgumentException or OverflowException)
            {
                // Kept, not swallowed: all nodes are named together. Nodes that depend on this node still need a value.
                refusals.Add(new OnnxRefusal(node.Name, node.Operator, cause.Message));
                node.Outputs.ToList().ForEach(output => _values[output.Name] = Graph.InputName);
            }
        }

        if (refusals.Count > 0)
        {
            throw OnnxRefusal.ToException(path, refusals);
        }

        ImmutableArray<string> outputs = [.. _graph.Outputs.Select(output => _values[output.Name])];
        var live = LiveNodes.Of(_nodes, outputs);
        return new ConvertedGraph(InputShape(), live, outputs, _weights)
        {
            Values = _graph.Tensors.ToDictionary(pair => pair.Key, pair => _values[pair.Value.Name], StringComparer.Ordinal),
            Tensors = _tensors,
            Origins = NodeOrigins.Of(_nodes, live, _origins),
        };
    }

    private void Convert(ImportedNode node)
    {
        if (!NodeConversions.ByName.TryGetValue(node.Operator, out var convert))
        {
            throw new InvalidNodeException("it has no counterpart that can be trained");
        }

        _origin = [node];
        var names = convert(new NodeConversion(this, node));
        foreach (var (output, name) in node.Outputs.Zip(names))
        {
            Give(output, name);
        }
    }

    // Several tensors may have the same value, as after Identity; the first is the one that its node computes.
    private void Give(ImportedValue tensor, string value)
    {
        _values[tensor.Name] = value;
        _tensors.TryAdd(value, tensor);
    }

    // Images are [C, H, W]; for a file in channels-last layout they are transposed.
    private string Begin() => _graph.IsChannelsLast
        ? Add("channels_last", name => new GraphNode(name, new Transpose([1, 2, 0]), Graph.InputName))
        : Graph.InputName;

    private FeatureShape InputShape()
    {
        var shape = _graph.Input.Shape.ToFeature();
        return _graph.IsChannelsLast ? new FeatureShape(shape.Width, shape.Channels, shape.Height) : shape;
    }
}
