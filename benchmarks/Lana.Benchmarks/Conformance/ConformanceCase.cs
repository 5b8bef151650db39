using Google.Protobuf;
using Lana.Definitions;
using Lana.Import.Onnx;
using Lana.Modules;
using Lana.Onnx.Proto;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Lana.Benchmarks.Conformance;

/// <summary>One of the ONNX standard's own tests: a model, its inputs and its outputs.</summary>
/// <remarks>All inputs but the first become weights, and a batch above 1 is made free, since the tests are about
/// operators.</remarks>
/// <param name="folder">The folder of the test.</param>
internal sealed class ConformanceCase(string folder)
{
    private const int Float = 1;
    private const double RelativeTolerance = 1e-4;
    private const double AbsoluteTolerance = 1e-6;

    public string Name => Path.GetFileName(folder);

    private string Data => Path.Combine(folder, "test_data_set_0");

    /// <summary>Imports the model, runs it and compares.</summary>
    public ConformanceResult Run()
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        var inputs = Tensors("input", model.Graph.Input.Count);
        var outputs = Tensors("output", model.Graph.Output.Count);
        if (inputs.Count == 0
            || inputs.Concat(outputs).Any(tensor => tensor is null)
            || inputs[0] is not { DataType: Float, Dims.Count: 4 }
            || outputs.Any(output => output!.DataType != Float)
            || model.Graph.Node.Any(node => !IsKnown(node)))
        {
            return new ConformanceResult(Name, ConformanceOutcome.OutOfScope);
        }

        Free(model, inputs!);
        try
        {
            return Compare(model, ToTensor(inputs[0]!), [.. outputs.Select(output => ToTensor(output!))]);
        }
        catch (OnnxImportException refusal)
        {
            return new ConformanceResult(Name, ConformanceOutcome.Refused, refusal.Message);
        }
    }

    // Operators that can be imported; others are only computed while a file is read.
    private static bool IsKnown(NodeProto node) => node.OpType is "Constant" or "Shape"
        || (OperatorRules.ByName.ContainsKey(node.OpType) && !OperatorRules.FoldedOnly.Contains(node.OpType));

    private List<TensorProto?> Tensors(string kind, int count) =>
        [.. Enumerable.Range(0, count).Select(number => Read(Path.Combine(Data, $"{kind}_{number}.pb")))];

    // Some tests have sequences or optional values instead of tensors.
    private static TensorProto? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static void Free(ModelProto model, List<TensorProto> inputs)
    {
        var graph = model.Graph;
        for (var place = 1; place < inputs.Count; place++)
        {
            inputs[place].Name = graph.Input[place].Name;
            graph.Initializer.Add(inputs[place]);
        }

        while (graph.Input.Count > 1)
        {
            graph.Input.RemoveAt(1);
        }

        if (inputs[0].Dims[0] != 1)
        {
            graph.Input[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "N" };
        }
    }

    private ConformanceResult Compare(ModelProto model, Tensor input, List<Tensor> expected)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "model.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        var graph = OnnxGraphReader.Read(path);
        var converted = GraphConversion.Run(graph, path);
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var values = Run(converted, graph.IsChannelsLast ? input.permute(0, 3, 1, 2) : input);
        return Difference(expected, values) is not { } problem ? new ConformanceResult(Name, ConformanceOutcome.Passed)
            : Difference(RunOnnx(path, input), values) is null ? new ConformanceResult(Name, ConformanceOutcome.AsOnnxRuntime, problem)
            : new ConformanceResult(Name, ConformanceOutcome.Wrong, problem);
    }

    private static List<Tensor> RunOnnx(string path, Tensor input)
    {
        using var session = new InferenceSession(path);
        using var value = OrtValue.CreateTensorValueFromMemory(input.data<float>().ToArray(), input.shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, session.InputNames, [value], session.OutputNames);
        return
        [
            .. outputs.Select(output => tensor(
                output.GetTensorDataAsSpan<float>().ToArray(), output.GetTensorTypeAndShape().Shape)),
        ];
    }

    private static string? Difference(List<Tensor> expected, List<Tensor> actual) => expected.Zip(actual)
        .Select(pair => Difference(pair.First, pair.Second))
        .FirstOrDefault(problem => problem is not null);

    private static List<Tensor> Run(ConvertedGraph graph, Tensor image)
    {
        var plan = GraphPlan.Of(graph.Nodes, Graph.InputName, graph.Input, graph.Outputs.AsSpan());
        using var initializer = Initializer.Blank();
        List<GraphPart> parts = [.. graph.Nodes.Select((_, node) => GraphPart.Create(plan, node, initializer))];
        graph.Fill(parts.SelectMany(part => part.Weights));
        var values = new Tensor?[parts.Count + 1];
        values[0] = image;
        new GraphRunner(plan, parts).Run(values, (0, parts.Count), RunMode.Evaluate, _ => true);
        return [.. graph.Outputs.Select(output => values[plan.ValueOf(output, "outputs")]!)];
    }

    private static string? Difference(Tensor expected, Tensor actual)
    {
        if (!expected.shape.SequenceEqual(actual.shape))
        {
            return $"[{string.Join(", ", actual.shape)}] instead of [{string.Join(", ", expected.shape)}]";
        }

        var difference = expected.sub(actual).abs().max().item<float>();
        var limit = (RelativeTolerance * expected.abs().max().item<float>()) + AbsoluteTolerance;
        return difference <= limit ? null : $"differs by {difference:G3}, more than {limit:G3}";
    }

    private Tensor ToTensor(TensorProto proto) =>
        tensor(new OnnxTensorReader(folder).Read(proto, Name).Floats, [.. proto.Dims]);
}
