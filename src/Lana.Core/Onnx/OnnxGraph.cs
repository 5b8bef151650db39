using Google.Protobuf;
using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>An ONNX graph under construction.</summary>
internal sealed class OnnxGraph(string name)
{
    private const int Float = 1;
    private const int Int64 = 7;
    private const string UnflattenType = "Unsqueeze";

    private readonly GraphProto _graph = new() { Name = name };
    private readonly HashSet<string> _constants = [];
    private int _count;

    /// <summary>Put before the name of every weight and node that follows: the layer's name, or nothing.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Declares the graph's input, [N, C, H, W] with a free N.</summary>
    public OnnxValue Input(string name, FeatureShape shape)
    {
        _graph.Input.Add(Describe(name, [shape.Channels, shape.Height, shape.Width]));
        return new OnnxValue(name, shape);
    }

    /// <summary>Declares an output, and gives it the value.</summary>
    public void Output(GraphValue value, string name)
    {
        _graph.Node.Add(new NodeProto { Name = name, OpType = "Identity", Input = { value.Name }, Output = { name } });
        RenameLastOutput(value.Name, name);
        var sizes = value.IsFlat ? value.Shape.Sizes.AsSpan()[..1] : value.Shape.Sizes.AsSpan();
        _graph.Output.Add(Describe(name, sizes));
    }

    /// <summary>Adds a node on features.</summary>
    public OnnxValue Add(
        string type, FeatureShape output, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<(string, object)> attributes)
    {
        var inputNames = Names(type, inputs, out var isFlat);
        return new OnnxValue(AddNode(type, CollectionsMarshal.AsSpan(inputNames), attributes), output) { IsFlat = isFlat };
    }

    /// <summary>Adds a node whose inputs have exactly the ranks that it takes.</summary>
    /// <returns>The name of its first output.</returns>
    public string AddNode(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string, object)> attributes)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Qualify(type)}_{_count++}");
        var node = new NodeProto { Name = name, OpType = type, Input = { inputs.ToArray() }, Output = { name } };
        foreach (var (key, value) in attributes)
        {
            node.Attribute.Add(Attribute(key, value));
        }

        _graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds a number that belongs to a node and is no weight.</summary>
    public OnnxValue Number(float value) => Add("Constant", default, [], ("value_float", value));

    /// <summary>[N, C, 1, 1] as [N, C].</summary>
    public OnnxValue Flatten(OnnxValue value) =>
        value.IsFlat ? value : Add("Flatten", value.Shape, [value], ("axis", 1L)) with { IsFlat = true };

    /// <summary>[N, C] as [N, C, 1, 1].</summary>
    public OnnxValue Unflatten(OnnxValue value) => value.IsFlat
        ? Add(UnflattenType, value.Shape, [value, Constant("positions", 2, 3)]) with { IsFlat = false }
        : value;

    /// <summary>Another view of the same numbers; a size of 0 keeps that of the input.</summary>
    public OnnxValue Reshape(OnnxValue value, params ReadOnlySpan<long> sizes) =>
        Add("Reshape", value.Shape, [value, Constant($"shape_{Text(sizes)}", sizes)]);

    public OnnxValue Transpose(OnnxValue value, params ReadOnlySpan<long> order) =>
        Add("Transpose", value.Shape, [value], ("perm", order.ToArray()));

    /// <summary>Some of the channels of [N, C, …].</summary>
    public OnnxValue Channels(OnnxValue value, int first, int count) => Add(
        "Slice",
        value.Shape with { Channels = count },
        [value, Constant($"at_{first}", first), Constant($"at_{first + count}", first + count), Constant("axis_1", 1)]);

    /// <summary>Adds a float32 weight, whose name is its own.</summary>
    public OnnxValue Constant(string name, Tensor tensor)
    {
        var key = Qualify(name);
        if (!_constants.Add(key))
        {
            throw new ArgumentException(
                $"Two weights are called '{key}'; give the parts they belong to different names.");
        }

        using var scope = NewDisposeScope();
        var plain = tensor.detach().cpu().contiguous();
        var proto = new TensorProto { Name = key, DataType = Float, RawData = ByteString.CopyFrom(plain.bytes) };
        proto.Dims.AddRange(tensor.shape);
        _graph.Initializer.Add(proto);
        return new OnnxValue(key, default);
    }

    /// <summary>Adds a constant list of integers, for shapes and axes, once for each name.</summary>
    public OnnxValue Constant(string name, params ReadOnlySpan<long> values)
    {
        var key = Qualify(name);
        if (_constants.Add(key))
        {
            var bytes = MemoryMarshal.AsBytes(values);
            var proto = new TensorProto { Name = key, DataType = Int64, RawData = ByteString.CopyFrom(bytes) };
            proto.Dims.Add(values.Length);
            _graph.Initializer.Add(proto);
        }

        return new OnnxValue(key, default);
    }

    /// <summary>The finished model: opset 17, IR version 8.</summary>
    public ModelProto ToModel() => new()
    {
        IrVersion = 8,
        ProducerName = "Lana",
        ProducerVersion = typeof(OnnxGraph).Assembly.GetName().Version?.ToString(3),
        Graph = _graph,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } },
    };

    // The last node writes the output under its public name, so no copy is left where a node made the value.
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

    // Elementwise nodes take flat values where all are flat; others see maps, unless they are there to reshape.
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

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        long number => new() { Name = name, I = number, Type = AttributeProto.Types.AttributeType.Int },
        float number => new() { Name = name, F = number, Type = AttributeProto.Types.AttributeType.Float },
        long[] numbers => new() { Name = name, Ints = { numbers }, Type = AttributeProto.Types.AttributeType.Ints },
        float[] numbers => new() { Name = name, Floats = { numbers }, Type = AttributeProto.Types.AttributeType.Floats },
        string text => new() { Name = name, S = ByteString.CopyFromUtf8(text), Type = AttributeProto.Types.AttributeType.String },
        _ => throw new ArgumentException(
            $"ONNX attribute '{name}' has the unsupported type {value.GetType()}.", nameof(value)),
    };

    private static ValueInfoProto Describe(string name, ReadOnlySpan<int> sizes)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        foreach (var size in sizes)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float, Shape = shape } },
        };
    }
}
