using Google.Protobuf;
using Lana.Onnx.Proto;
using AttributeType = Lana.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace Lana.Import.Onnx;

/// <summary>A small ONNX model made by hand: input <c>x</c>, output <c>y</c> unless a test says otherwise.</summary>
internal sealed class TestModel
{
    private TestModel(int opset) => Proto = new ModelProto
    {
        IrVersion = 8,
        Graph = new GraphProto { Name = "test" },
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
    };

    public ModelProto Proto { get; }

    public GraphProto Graph => Proto.Graph;

    /// <summary>A model with an input of a free batch (−1) or a fixed one, and the output <c>y</c>.</summary>
    public static TestModel With(int opset, params long[] inputDims)
    {
        var model = new TestModel(opset);
        model.Graph.Input.Add(Value("x", 1, inputDims));
        model.Graph.Output.Add(new ValueInfoProto { Name = "y" });
        return model;
    }

    /// <summary>A model whose input is a map of four channels and 8 × 6 places, and whose batch is free.</summary>
    public static TestModel Map(int opset) => With(opset, -1, 4, 8, 6);

    /// <summary>The only node of a model that is read and compared with ONNX Runtime.</summary>
    public static ImportedNode Only(TestModel model) => Assert.Single(model.ReadChecked().Nodes);

    public static ValueInfoProto Value(string name, int type, params long[] dims)
    {
        var shape = new TensorShapeProto();
        foreach (var size in dims)
        {
            shape.Dim.Add(size == -1
                ? new TensorShapeProto.Types.Dimension { DimParam = "open" }
                : new TensorShapeProto.Types.Dimension { DimValue = size });
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
        };
    }

    /// <summary>Inputs and outputs are names separated by blanks; <c>-</c> is an absent one.</summary>
    public TestModel Node(string type, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        AddNode(Graph, type, $"node_{outputs.Split(' ')[0]}", Split(inputs), Split(outputs), attributes);
        return this;
    }

    public static void AddNode(
        GraphProto graph,
        string type,
        string name,
        IEnumerable<string> inputs,
        IEnumerable<string> outputs,
        params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = name, Input = { inputs }, Output = { outputs } };
        node.Attribute.AddRange(attributes.Select(attribute => Attribute(attribute.Name, attribute.Value)));
        graph.Node.Add(node);
    }

    public TestModel Floats(string name, long[] dims, params float[] values)
    {
        Graph.Initializer.Add(FloatTensor(name, dims, values));
        return this;
    }

    /// <summary>Numbers that differ from each other.</summary>
    public TestModel Weight(string name, params long[] dims) => Floats(
        name,
        dims,
        [.. Enumerable.Range(0, (int)dims.Aggregate(1L, (a, b) => a * b)).Select(i => 0.1f + (0.01f * (i % 37)))]);

    public TestModel Ints(string name, params long[] values)
    {
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = 7, Dims = { values.Length }, Int64Data = { values } });
        return this;
    }

    public TestModel Scalar(string name, long value)
    {
        Graph.Initializer.Add(new TensorProto { Name = name, DataType = 7, Int64Data = { value } });
        return this;
    }

    public TestModel Outputs(params string[] names)
    {
        Graph.Output.Clear();
        Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        return this;
    }

    public TestModel Change(Action<ModelProto> change)
    {
        change(Proto);
        return this;
    }

    public ImportedGraph Read(SpatialSize? size = null)
    {
        using var folder = new Scratch();
        return OnnxGraphReader.Read(folder.File("model.onnx", Proto.ToByteArray()), size);
    }

    /// <summary>The message with which the model is refused.</summary>
    public string Refusal(SpatialSize? size = null) =>
        Assert.Throws<OnnxImportException>(() => Read(size)).Message;

    /// <summary>Reads the model and compares shapes and known numbers with ONNX Runtime's.</summary>
    public ImportedGraph ReadChecked()
    {
        var graph = Read();
        OnnxOracle.Check(graph, graph.IsBatchFixed ? 1 : 2);
        return graph;
    }

    public static TensorProto FloatTensor(string name, long[] dims, params float[] values) =>
        new() { Name = name, DataType = 1, Dims = { dims }, FloatData = { values } };

    private static IEnumerable<string> Split(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "-" ? "" : name);

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        long number => new AttributeProto { Name = name, I = number, Type = AttributeType.Int },
        int number => new AttributeProto { Name = name, I = number, Type = AttributeType.Int },
        float number => new AttributeProto { Name = name, F = number, Type = AttributeType.Float },
        string text => new AttributeProto { Name = name, S = ByteString.CopyFromUtf8(text), Type = AttributeType.String },
        long[] numbers => new AttributeProto { Name = name, Ints = { numbers }, Type = AttributeType.Ints },
        float[] numbers => new AttributeProto { Name = name, Floats = { numbers }, Type = AttributeType.Floats },
        TensorProto tensor => new AttributeProto { Name = name, T = tensor, Type = AttributeType.Tensor },
        GraphProto graph => new AttributeProto { Name = name, G = graph, Type = AttributeType.Graph },
        _ => throw new ArgumentException($"{value.GetType()}"),
    };
}
