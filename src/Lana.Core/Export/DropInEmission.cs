using Google.Protobuf.Collections;
using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>Writes nodes of a network that use and compute tensors of the file from which the network was read.</summary>
internal sealed class DropInEmission
{
    private readonly Network _network;
    private readonly OnnxTemplate _template;
    private readonly TensorTypes _types;

    // The written values, by their numbers; null for values that were not written.
    private readonly (GraphValue Value, int Type)?[] _values;

    public DropInEmission(Network network, OnnxTemplate template, int opset)
    {
        (_network, _template) = (network, template);
        _types = new TensorTypes(template.Model.Graph);
        _values = new (GraphValue, int)?[network.Parts.Count + 1];
        Graph = new OnnxGraph(template.Model.Graph.Name, opset, NamesOf(template.Model.Graph));
    }

    /// <summary>The written nodes and weights.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>Writes a node that computes a tensor of the file, together with its inputs that the file does not
    /// have.</summary>
    public DropInPart Emit(int node)
    {
        var tensor = _template.Tensors[_network.Definition.Nodes[node].Name];
        var first = Graph.Nodes.Count;
        var wanted = _types.Of(tensor);
        var (value, type) = Write(node, FloatType(wanted));
        var name = value.Plain(Graph);
        name = type == wanted ? name : Graph.AddNode("Cast", [name], ("to", (long)wanted));
        return Part(first, name, tensor);
    }

    /// <summary>Writes a tensor under a second name.</summary>
    public DropInPart Repeat(string tensor, string name) => Part(Graph.Nodes.Count, tensor, name);

    private (GraphValue Value, int Type) Write(int node, int type)
    {
        var inputs = _network.Definition.Plan.InputsOf(node).ToArray().Select(value => Cast(ValueOf(value), type)).ToArray();
        (Graph.Prefix, Graph.ElementType) = (_network.PrefixOf(node), type);
        return (_network.Parts[node].Emit(Graph, inputs), type);
    }

    private (GraphValue Value, int Type) ValueOf(int number)
    {
        var name = number == 0 ? NetworkDefinition.InputName : _network.Definition.Nodes[number - 1].Name;
        if (_template.Tensors.TryGetValue(name, out var tensor))
        {
            return (new GraphValue(tensor, _network.Definition.Plan.Shapes[number], IsFlat: false), _types.Of(tensor));
        }

        _values[number] ??= number == 0
            ? (ChannelsFirst(), _types.Of(_template.Input))
            : Write(number - 1, FloatType(ValueOf(_network.Definition.Plan.InputsOf(number - 1)[0]).Type));
        return _values[number]!.Value;
    }

    // The images of the file are [N, H, W, C], those of the network [N, C, H, W].
    private GraphValue ChannelsFirst() => new(
        Graph.AddNode("Transpose", [_template.Input], ("perm", new[] { 0L, 3, 1, 2 })), _network.Input, IsFlat: false);

    private GraphValue Cast((GraphValue Value, int Type) given, int type) => given.Type == type
        ? given.Value
        : given.Value with { Name = Graph.AddNode("Cast", [given.Value.Name], ("to", (long)type)) };

    // The tensor gets its own name; a tensor that is passed through unchanged needs a node for this.
    private DropInPart Part(int first, string from, string tensor)
    {
        if (!Graph.Nodes.Skip(first).Any(node => node.Output.Contains(from)))
        {
            from = Graph.Write("Identity", [from]);
        }

        var nodes = Graph.Nodes.Skip(first).ToImmutableArray();
        foreach (var node in nodes)
        {
            Rename(node.Input, from, tensor);
            Rename(node.Output, from, tensor);
        }

        for (var number = 0; number < _values.Length; number++)
        {
            if (_values[number] is var (value, type) && value.Name == from)
            {
                _values[number] = (value with { Name = tensor }, type);
            }
        }

        return new DropInPart(tensor, nodes);
    }

    private static void Rename(RepeatedField<string> names, string from, string to)
    {
        for (var place = 0; place < names.Count; place++)
        {
            names[place] = names[place] == from ? to : names[place];
        }
    }

    private static int FloatType(int type) => type == ElementTypes.Float16 ? type : ElementTypes.Float32;

    private static IEnumerable<string> NamesOf(GraphProto graph) =>
    [
        .. graph.Node.SelectMany(node => node.Output.Append(node.Name)),
        .. graph.Initializer.Select(tensor => tensor.Name),
        .. graph.Input.Select(input => input.Name),
    ];
}
