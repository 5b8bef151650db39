using Google.Protobuf;
using Lana.Onnx;
using Lana.Onnx.Proto;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Lana.Operators;

/// <summary>An operator as an ONNX model with a free batch, in ONNX Runtime.</summary>
internal sealed class OperatorModel : IDisposable
{
    private const string OutputName = "output";

    private readonly SessionOptions _options = new()
    {
        IntraOpNumThreads = 1,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    private readonly string[] _inputs;
    private readonly InferenceSession _session;

    public OperatorModel(TensorOperator @operator, TensorShape[] inputs, Tensor[] weights, int opset = OnnxGraph.OwnOpset)
        : this(Write(@operator, inputs, weights, opset), inputs.Length)
    {
    }

    /// <summary>A model of one input whose nodes a test writes itself.</summary>
    public OperatorModel(TensorShape input, TensorShape output, Func<OnnxGraph, string, string> emit)
        : this(Write(new OnnxGraph("operator"), [input], output, (graph, names) => emit(graph, names[0])), 1)
    {
    }

    private OperatorModel(byte[] model, int inputs)
    {
        _inputs = NamesOf(inputs);
        _session = new InferenceSession(model, _options);
    }

    public static byte[] Write(TensorOperator @operator, TensorShape[] inputs, Tensor[] weights, int opset = OnnxGraph.OwnOpset)
    {
        var graph = new OnnxGraph("operator", opset);
        string[] constants = [.. @operator.Weights.Zip(weights, (weight, value) => graph.Constant(weight.Name, value).Name)];
        return Write(graph, inputs, @operator.Infer(inputs), (_, names) => @operator.Emit(graph, names, inputs, constants));
    }

    public Tensor Run(Tensor[] inputs)
    {
        var values = inputs.Select(input =>
        {
            using var contiguous = input.detach().contiguous();
            return OrtValue.CreateTensorValueFromMemory(contiguous.data<float>().ToArray(), input.shape);
        }).ToArray();
        using var run = new RunOptions();
        using var outputs = _session.Run(run, _inputs, values, [OutputName]);
        Array.ForEach(values, value => value.Dispose());
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        return tensor(outputs[0].GetTensorDataAsSpan<float>().ToArray(), shape);
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static string[] NamesOf(int inputs) => [.. Enumerable.Range(0, inputs).Select(place => $"input{place}")];

    private static byte[] Write(OnnxGraph graph, TensorShape[] inputs, TensorShape output, Func<OnnxGraph, string[], string> emit)
    {
        var names = NamesOf(inputs.Length);
        var last = emit(graph, names);
        var model = graph.ToModel();
        model.Graph.Input.AddRange(names.Zip(inputs, Describe));
        model.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { last }, Output = { OutputName } });
        model.Graph.Output.Add(Describe(OutputName, output));
        return model.ToByteArray();
    }

    private static ValueInfoProto Describe(string name, TensorShape shape)
    {
        var dims = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = "N" } } };
        dims.Dim.AddRange(shape.Sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = dims } },
        };
    }
}
