using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>An ONNX graph under construction.</summary>
/// <remarks>Nodes are added in the form of opset 17; <see cref="OpsetForms"/> converts them to that of another
/// opset.</remarks>
/// <param name="name">The graph's name.</param>
/// <param name="opset">The version of the standard operators, 7 to 21.</param>
/// <param name="taken">Names that values and nodes of the graph must not have.</param>
internal sealed class OnnxGraph(string name, int opset = OnnxGraph.OwnOpset, IEnumerable<string>? taken = null)
{
    /// <summary>The opset of new files that Lana writes.</summary>
    public const int OwnOpset = 17;

    private const int FirstWithNumbersAsAttributes = 12;
    private const string UnflattenType = "Unsqueeze";

    private readonly GraphProto _graph = new() { Name = name };
    private readonly UniqueNames _names = new(taken ?? []);
    private readonly Dictionary<string, string> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _known = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The version of the standard operators.</summary>
    public int Opset => opset;

    /// <summary>The prefix of every weight and node that follows: the layer's name, or empty.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The type of the weights and numbers that follow: float32, or float16.</summary>
    public int ElementType { get; set; } = ElementTypes.Float32;

    /// <summary>The nodes so far.</summary>
    public IList<NodeProto> Nodes => _graph.Node;

    /// <summary>The weights and lists of integers so far.</summary>
    public IReadOnlyList<TensorProto> Initializers => _graph.Initializer;

    /// <summary>Declares the graph's input, [N, C, H, W] with a free N.</summary>
    public OnnxValue Input(string name, FeatureShape shape)
    {
        _graph.Input.Add(OnnxProtos.Describe(name, [shape.Channels, shape.Height, shape.Width]));
        return new OnnxValue(name, shape);
    }

    /// <summary>Declares an output, and assigns the value to it.</summary>
    public void Output(GraphValue value, string name)
    {
        _graph.Node.Add(new NodeProto { Name = name, OpType = "Identity", Input = { value.Name }, Output = { name } });
        RenameLastOutput(value.Name, name);
        var sizes = value.IsFlat ? value.Shape.Sizes.AsSpan()[..1] : value.Shape.Sizes.AsSpan();
        _graph.Output.Add(OnnxProtos.Describe(name, sizes));
    }

    /// <summary>Adds a node with features as inputs and output.</summary>
    public OnnxValue Add(
        string type, FeatureShape output, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<(string, object)> attributes)
    {
        var inputNames = Names(type, inputs, out var isFlat);
        return new OnnxValue(AddNode(type, CollectionsMarshal.AsSpan(inputNames), attributes), output) { IsFlat = isFlat };
    }

    /// <summary>Adds a node whose inputs have exactly the required ranks, in the form of the graph's opset.</summary>
    /// <returns>The name of its first output.</returns>
    /// <exception cref="OpsetException">The opset has no such operator.</exception>
    public string AddNode(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        OpsetForms.Find(type, opset) is { } form
            ? form(this, new OpsetNode(type, inputs.ToArray(), attributes.ToArray().ToDictionary(pair => pair.Name, pair => pair.Value)))
            : Write(type, inputs, attributes);

    /// <summary>Adds a node without conversion.</summary>
    /// <returns>The name of its first output.</returns>
    public string Write(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var name = _names.Take(string.Create(CultureInfo.InvariantCulture, $"{Qualify(type)}_{_count++}"));
        var node = new NodeProto { Name = name, OpType = type, Input = { inputs.ToArray() }, Output = { name } };
        foreach (var (key, value) in attributes)
        {
            node.Attribute.Add(OnnxProtos.Attribute(key, value));
        }

        _graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds a number that belongs to a node and is not a weight.</summary>
    public OnnxValue Number(float value) => opset >= FirstWithNumbersAsAttributes && ElementType == ElementTypes.Float32
        ? Known(("value_float", value), OnnxProtos.Floats(ElementType, [], [value]))
        : Known(null, OnnxProtos.Floats(ElementType, [], [value]));

    /// <summary>Adds a list of numbers that belong to a node and are not weights.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="values">The numbers.</param>
    public OnnxValue Numbers(int type, params float[] values) => opset >= FirstWithNumbersAsAttributes && type == ElementTypes.Float32
        ? Known(("value_floats", values), OnnxProtos.Floats(type, [values.Length], values))
        : Known(null, OnnxProtos.Floats(type, [values.Length], values));

    /// <summary>Converts [N, C, 1, 1] to [N, C].</summary>
    public OnnxValue Flatten(OnnxValue value) =>
        value.IsFlat ? value : Add("Flatten", value.Shape, [value], ("axis", 1L)) with { IsFlat = true };

    /// <summary>Converts [N, C] to [N, C, 1, 1].</summary>
    public OnnxValue Unflatten(OnnxValue value) => value.IsFlat
        ? Add(UnflattenType, value.Shape, [value, Constant("positions", 2, 3)]) with { IsFlat = false }
        : value;

    /// <summary>Reshapes a value; a size of 0 keeps that of the input.</summary>
    public OnnxValue Reshape(OnnxValue value, params ReadOnlySpan<long> sizes) =>
        Add("Reshape", value.Shape, [value, Constant($"shape_{Text(sizes)}", sizes)]);

    public OnnxValue Transpose(OnnxValue value, params ReadOnlySpan<long> order) =>
        Add("Transpose", value.Shape, [value], ("perm", order.ToArray()));

    /// <summary>Takes some of the channels of [N, C, …].</summary>
    public OnnxValue Channels(OnnxValue value, int first, int count) => Add(
        "Slice",
        value.Shape with { Channels = count },
        [value, Constant($"at_{first}", first), Constant($"at_{first + count}", first + count), Constant("axis_1", 1)]);

    /// <summary>Adds a weight, which keeps its own name.</summary>
    public OnnxValue Constant(string name, Tensor tensor)
    {
        var key = Qualify(name);
        if (_constants.ContainsKey(key))
        {
            throw new ArgumentException(
                $"Two weights are called '{key}'; give the parts they belong to different names.");
        }

        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        var proto = OnnxProtos.Floats(ElementType, tensor.shape, MemoryMarshal.Cast<byte, float>(plain.bytes));
        return Constant(key, proto);
    }

    /// <summary>Adds a constant list of integers, for shapes and axes, once for each name.</summary>
    public OnnxValue Constant(string name, params ReadOnlySpan<long> values)
    {
        var key = Qualify(name);
        return _constants.TryGetValue(key, out var given)
            ? new OnnxValue(given, default)
            : Constant(key, OnnxProtos.Integers(key, values));
    }

    /// <summary>Reserves a name that is not used yet.</summary>
    public string NewName(string name) => _names.Take(name);

    /// <summary>Returns the numbers of a constant in this graph.</summary>
    public TensorProto KnownOf(string constant) => _known[constant];

    /// <summary>The finished model, of IR version 8.</summary>
    public ModelProto ToModel() => new()
    {
        IrVersion = 8,
        ProducerName = "Lana",
        ProducerVersion = typeof(OnnxGraph).Assembly.GetName().Version?.ToString(3),
        Graph = _graph,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
    };

    private OnnxValue Known((string Name, object Value)? attribute, TensorProto tensor)
    {
        var name = Write("Constant", [], attribute ?? ("value", tensor));
        _known.Add(name, tensor);
        return new OnnxValue(name, default);
    }

    private OnnxValue Constant(string key, TensorProto tensor)
    {
        tensor.Name = _names.Take(key);
        _constants.Add(key, tensor.Name);
        _known.Add(tensor.Name, tensor);
        _graph.Initializer.Add(tensor);
        return new OnnxValue(tensor.Name, default);
    }

    // The last node writes the output under its public name, so that no copy is needed if a node computed the value.
    private void RenameLastOutput(string from, string to)
    {
        var producer = _graph.Node.FirstOrDefault(node => node.Output.Contains(from));
        var consumers = _graph.Node.Count(node => node.Input.Contains(from));
        if (producer is not null && consumers == 1)
        {
            producer.Output[producer.Output.IndexOf(from)] = to;
            _graph.Node.RemoveAt(_graph.Node.Count - 1);
        }
    }

    // Elementwise nodes use flat values if all inputs are flat; other nodes use maps, unless they reshape.
    private List<string> Names(string type, ReadOnlySpan<OnnxValue> inputs, out bool isFlat)
    {
        var values = inputs.ToArray();
        var isElementwise = type is "Add" or "Mul" or "Relu" or "Sigmoid" && values.All(value => value.IsFlat);
        isFlat = isElementwise || type is "Gemm" or "Flatten";
        var keepsFlat = isFlat || type == UnflattenType;
        return [.. values.Select(value => (keepsFlat ? value : Unflatten(value)).Name)];
    }

    private static string Text(ReadOnlySpan<long> sizes) =>
        string.Join('_', sizes.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture)));

    private string Qualify(string name) => Prefix.Length == 0 ? name : $"{Prefix}.{name}";
}
