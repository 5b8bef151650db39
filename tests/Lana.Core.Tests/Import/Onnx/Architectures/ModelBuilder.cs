using Google.Protobuf;
using Lana.Internal;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx.Architectures;

/// <summary>Writes models as exporters do: a method for each module, random weights that keep the spread of the features.</summary>
/// <remarks>Every method takes names of values and returns that of its result. The input is <c>image</c>.</remarks>
internal sealed class ModelBuilder
{
    private SplitMix64 _random = new(7);
    private readonly Dictionary<string, int> _channels = new(StringComparer.Ordinal);
    private readonly List<string> _scopes = [];
    private readonly bool _usesConstantNodes;
    private int _count;

    /// <summary>A model with images [N, C, H, W], or as given; −1 is an open size.</summary>
    public ModelBuilder(int opset, long[]? input = null, long irVersion = 8, bool usesConstantNodes = false)
    {
        input ??= [-1, 3, 32, 32];
        _usesConstantNodes = usesConstantNodes;
        Opset = opset;
        Proto = new ModelProto
        {
            IrVersion = irVersion,
            Graph = new GraphProto { Name = "main_graph", Input = { TestModel.Value("image", 1, input) } },
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
        };
        _channels["image"] = (int)input[1];
    }

    public ModelProto Proto { get; }

    public int Opset { get; }

    public string Input { get; } = "image";

    public int ChannelsOf(string value) => _channels[value];

    /// <summary>Nodes that follow are named after a module until the result is disposed.</summary>
    public IDisposable Scope(string name)
    {
        _scopes.Add(name);
        return new Left(_scopes);
    }

    public byte[] Build(params string[] outputs)
    {
        Proto.Graph.Output.AddRange(outputs.Select(output => new ValueInfoProto { Name = output }));
        return Proto.ToByteArray();
    }

    /// <summary>A node with one output of some channels, by default those of the first input.</summary>
    public string Node(string type, IReadOnlyList<string> inputs, int? channels = null, params (string Name, object Value)[] attributes)
    {
        var name = $"{string.Concat(_scopes.Select(scope => $"/{scope}"))}/{type}_{_count++}";
        return Outputs(type, inputs, [$"{name}_output_0"], channels is { } given ? [given] : null, attributes)[0];
    }

    public string[] Split(string x, int axis, params int[] sizes)
    {
        var prefix = $"{string.Concat(_scopes.Select(scope => $"/{scope}"))}/Split_{_count++}";
        string[] names = [.. sizes.Select((_, i) => $"{prefix}_output_{i}")];
        long[] parts = [.. sizes.Select(size => (long)size)];
        return Opset < 13
            ? Outputs("Split", [x], names, sizes, ("axis", axis), ("split", parts))
            : Outputs("Split", [x, Ints(parts)], names, sizes, ("axis", axis));
    }

    public string Floats(long[] dims, params float[] values) => Constant(TestModel.FloatTensor("", dims, values));

    public string Scalar(float value) => Floats([], value);

    public string Integer(long value) => Constant(new TensorProto { DataType = 7, Int64Data = { value } });

    public string Ints(params long[] values) =>
        Constant(new TensorProto { DataType = 7, Dims = { values.Length }, Int64Data = { values } });

    /// <summary>Random numbers around an offset.</summary>
    public string Weight(float spread, float offset, params long[] dims)
    {
        var values = new float[dims.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = offset + (spread * (float)((2.0 * _random.NextDouble()) - 1.0));
        }

        return Floats(dims, values);
    }

    public string Conv(string x, int outputs, int kernel, int stride = 1, int groups = 1, int dilation = 1, bool bias = true, string? autoPad = null) =>
        ConvWith(x, Kernel(outputs, _channels[x] / groups, kernel), outputs, kernel, stride, groups, dilation, bias, autoPad);

    public string ConvWith(
        string x, string weight, int outputs, int kernel, int stride = 1, int groups = 1, int dilation = 1, bool bias = true, string? autoPad = null)
    {
        long pad = dilation * (kernel - 1) / 2;
        (string, object) padding = autoPad is null ? ("pads", new[] { pad, pad, pad, pad }) : ("auto_pad", autoPad);
        return Node(
            "Conv",
            bias ? [x, weight, Weight(0.1f, 0.0f, outputs)] : [x, weight],
            outputs,
            ("dilations", new long[] { dilation, dilation }),
            ("group", groups),
            ("kernel_shape", new long[] { kernel, kernel }),
            padding,
            ("strides", new long[] { stride, stride }));
    }

    public string Depthwise(string x, int kernel, int stride = 1, bool bias = true) =>
        Conv(x, _channels[x], kernel, stride, _channels[x], bias: bias);

    public string BatchNorm(string x, params (string Name, object Value)[] attributes)
    {
        var channels = _channels[x];
        return Node(
            "BatchNormalization",
            [x, Weight(0.2f, 1.0f, channels), Weight(0.1f, 0.0f, channels), Weight(0.1f, 0.0f, channels), Weight(0.3f, 1.0f, channels)],
            channels,
            [("epsilon", 1e-5f), .. attributes]);
    }

    public string Relu(string x) => Node("Relu", [x]);

    public string ConvRelu(string x, int outputs, int kernel, int stride = 1, int groups = 1, int dilation = 1) =>
        Relu(Conv(x, outputs, kernel, stride, groups, dilation));

    public string Sigmoid(string x) => Node("Sigmoid", [x]);

    public string Add(string x, string y) => Node("Add", [x, y]);

    public string Mul(string x, string y) => Node("Mul", [x, y]);

    public string Silu(string x) => Mul(x, Sigmoid(x));

    public string Clip(string x, float min, float max) => Opset < 11
        ? Node("Clip", [x], null, ("max", max), ("min", min))
        : Node("Clip", [x, Scalar(min), Scalar(max)]);

    public string Concat(params string[] values) => Node("Concat", values, values.Sum(value => _channels[value]), ("axis", 1));

    public string MaxPool(string x, int kernel, int stride, long pad = 0, bool ceil = false) => Node(
        "MaxPool",
        [x],
        null,
        [
            ("kernel_shape", new long[] { kernel, kernel }),
            ("pads", new[] { pad, pad, pad, pad }),
            ("strides", new long[] { stride, stride }),
            .. Opset >= 10 ? new (string, object)[] { ("ceil_mode", ceil ? 1 : 0) } : [],
        ]);

    public string GlobalPool(string x) => Node("GlobalAveragePool", [x]);

    public string Mean(string x, bool keepsAxes = true, params long[] axes) => Opset < 18
        ? Node("ReduceMean", [x], null, ("axes", axes), ("keepdims", keepsAxes ? 1 : 0))
        : Node("ReduceMean", [x, Ints(axes)], null, ("keepdims", keepsAxes ? 1 : 0));

    public string Gemm(string x, int outputs)
    {
        var inputs = _channels[x];
        return Node(
            "Gemm",
            [x, Weight(MathF.Sqrt(3.0f / inputs), 0.0f, outputs, inputs), Weight(0.1f, 0.0f, outputs)],
            outputs,
            ("alpha", 1.0f),
            ("beta", 1.0f),
            ("transB", 1));
    }

    public string Classifier(string x) => Gemm(Node("Flatten", [GlobalPool(x)], null, ("axis", 1)), 10);

    public string Reshape(string x, params long[] shape) => Node("Reshape", [x, Ints(shape)]);

    public string Transpose(string x, params long[] order) => Node("Transpose", [x], null, ("perm", order));

    /// <summary>A transpose after which the channels are first.</summary>
    public string TransposeTo(string x, int channels, params long[] order) => Node("Transpose", [x], channels, ("perm", order));

    /// <summary>The weight of a convolution.</summary>
    public string Kernel(int outputs, int inputs, int kernel) =>
        Weight(MathF.Sqrt(6.0f / (inputs * kernel * kernel)), 0.0f, outputs, inputs, kernel, kernel);

    /// <summary>A convolution with other pads at the beginning than at the end, and without a bias.</summary>
    public string ConvPadded(string x, string weight, int outputs, int stride, int groups, long[] pads) =>
        Node("Conv", [x, weight], outputs, ("group", groups), ("pads", pads), ("strides", new long[] { stride, stride }));

    /// <summary>Declares the weights as inputs with a default, as IR 3 demands.</summary>
    public void ListWeightsAsInputs() => Proto.Graph.Input.AddRange(
        Proto.Graph.Initializer.Select(tensor => TestModel.Value(tensor.Name, tensor.DataType, [.. tensor.Dims])));

    /// <summary>Defines an operator.</summary>
    public void AddFunction(string domain, string name, string[] inputs, string[] outputs, Action<TestModel> write)
    {
        var body = TestModel.With(Opset, 1);
        write(body);
        Proto.Functions.Add(new FunctionProto
        {
            Domain = domain,
            Name = name,
            Input = { inputs },
            Output = { outputs },
            Node = { body.Graph.Node },
            OpsetImport = { Proto.OpsetImport[0].Clone(), new OperatorSetIdProto { Domain = "pkg.onnxscript.torch_lib", Version = 1 } },
        });
        if (Proto.OpsetImport.All(opset => opset.Domain != domain))
        {
            Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = 1 });
        }
    }

    /// <summary>Calls an operator that the model defines.</summary>
    public string Call(string domain, string name, params string[] inputs)
    {
        var result = Node(name, inputs);
        Proto.Graph.Node[^1].Domain = domain;
        return result;
    }

    /// <summary>Nodes whose type is an operator of another domain, or that have several outputs.</summary>
    public string[] Outputs(
        string type, IReadOnlyList<string> inputs, string[] outputs, int[]? channels, params (string Name, object Value)[] attributes)
    {
        TestModel.AddNode(Proto.Graph, type, outputs[0].Replace("_output_0", "", StringComparison.Ordinal), inputs, outputs, attributes);
        for (var i = 0; i < outputs.Length; i++)
        {
            _channels[outputs[i]] = channels?[i] ?? _channels.GetValueOrDefault(inputs.FirstOrDefault("")!);
        }

        return outputs;
    }

    private string Constant(TensorProto tensor)
    {
        var name = _usesConstantNodes ? $"/Constant_{_count++}_output_0" : $"onnx::const_{_count++}";
        if (_usesConstantNodes)
        {
            return Outputs("Constant", [], [name], [0], ("value", tensor))[0];
        }

        tensor.Name = name;
        Proto.Graph.Initializer.Add(tensor);
        return name;
    }

    private sealed class Left(List<string> scopes) : IDisposable
    {
        public void Dispose() => scopes.RemoveAt(scopes.Count - 1);
    }
}
