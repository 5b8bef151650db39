using Google.Protobuf;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Networks;
using Lana.Onnx.Proto;

namespace Lana.Fuzzing;

/// <summary>ONNX models, read as far as the definition of a network.</summary>
internal sealed class OnnxTarget : FileTarget
{
    private const long NodeBytes = 4096;

    private static readonly string[] Operators =
    [
        "Conv", "Gemm", "MatMul", "Add", "Mul", "Concat", "Split", "Slice", "Reshape", "Transpose", "Pad", "Resize", "MaxPool", "Shape",
        "Gather", "Expand", "Tile", "ConstantOfShape", "Softmax", "BatchNormalization", "Identity", "If",
    ];

    public OnnxTarget()
        : base("onnx", "model.onnx", typeof(OnnxImportException)) =>
        Seeds = [Export(DefinitionTarget.Small()), Export(DefinitionTarget.Skips())];

    public override IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>A node becomes definitions, shapes and plans, whatever its own size: ten times this.</summary>
    public override long DecodedBytes(byte[] input)
    {
        try
        {
            return NodeBytes * (ModelProto.Parser.ParseFrom(input).Graph?.Node.Count ?? 0);
        }
        catch (InvalidProtocolBufferException)
        {
            // No model: it has no nodes.
            return 0;
        }
    }

    protected override Func<string> ReadFile()
    {
        var (definition, converted, report) = OnnxNetwork.Define(FilePath);
        return () => $"{definition.ToJson()} {definition.Cost} {converted.Weights.Sum(weight => weight.Value.Length)} {report}";
    }

    protected override byte[] Mutate(byte[] input, FuzzRandom random)
    {
        if (random.OneIn(3))
        {
            return ByteMutator.Mutate(input, random);
        }

        try
        {
            var model = ModelProto.Parser.ParseFrom(input);
            Change(model, random);
            return model.ToByteArray();
        }
        catch (InvalidProtocolBufferException)
        {
            // No model any more, after an earlier change.
            return ByteMutator.Mutate(input, random);
        }
    }

    private static void Change(ModelProto model, FuzzRandom random)
    {
        var graph = model.Graph ??= new GraphProto();
        var node = graph.Node.Count == 0 ? new NodeProto() : graph.Node[random.Below(graph.Node.Count)];
        switch (random.Below(9))
        {
            case 0 when graph.Initializer.Count > 0:
                Resize(graph.Initializer[random.Below(graph.Initializer.Count)], random);
                break;
            case 1 when node.Attribute.Count > 0:
                Number(node.Attribute[random.Below(node.Attribute.Count)], random);
                break;
            case 2 when node.Input.Count > 0:
                node.Input[random.Below(node.Input.Count)] = AnyName(graph, random);
                break;
            case 3 when node.Output.Count > 0:
                node.Output[0] = AnyName(graph, random);
                break;
            case 4:
                node.OpType = Operators[random.Below(Operators.Length)];
                break;
            case 5 when graph.Node.Count > 0:
                graph.Node.Insert(random.Below(graph.Node.Count), node.Clone());
                break;
            case 6:
                graph.Node.Remove(node);
                break;
            case 7 when model.OpsetImport.Count > 0:
                model.OpsetImport[0].Version = random.Below(24);
                break;
            default:
                graph.Output.Add(new ValueInfoProto { Name = AnyName(graph, random) });
                break;
        }
    }

    private static void Resize(TensorProto tensor, FuzzRandom random)
    {
        var dim = unchecked((long)random.Number());
        if (tensor.Dims.Count > 0 && random.OneIn(2))
        {
            tensor.Dims[random.Below(tensor.Dims.Count)] = dim;
        }
        else if (random.OneIn(2))
        {
            tensor.Dims.Add(dim);
        }
        else
        {
            tensor.DataType = random.Below(24);
        }
    }

    private static void Number(AttributeProto attribute, FuzzRandom random)
    {
        var number = unchecked((long)random.Number());
        if (attribute.Ints.Count > 0)
        {
            attribute.Ints[random.Below(attribute.Ints.Count)] = number;
        }
        else
        {
            attribute.I = number;
        }
    }

    private static string AnyName(GraphProto graph, FuzzRandom random)
    {
        var names = graph.Node.SelectMany(node => node.Output.Concat(node.Input)).ToList();
        return names.Count == 0 || random.OneIn(8) ? "other" : names[random.Below(names.Count)];
    }

    private static byte[] Export(NetworkDefinition definition)
    {
        using var network = definition.Build();
        return OnnxExporter.Export(network);
    }
}
