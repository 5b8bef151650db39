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

    public OperatorModel(TensorOperator @operator, TensorShape[] inputs, Tensor[] weights)
    {
        _inputs = [.. inputs.Select((_, place) => $"input{place}")];
        _session = new InferenceSession(Write(@operator, _inputs, inputs, weights), _options);
    }

    public static byte[] Write(TensorOperator @operator, string[] names, TensorShape[] inputs, Tensor[] weights)
    {
        var graph = new OnnxGraph("operator");
        string[] constants = [.. @operator.Weights.Zip(weights, (weight, value) => graph.Constant(weight.Name, value).Name)];
        var last = @operator.Emit(graph, names, inputs, constants);
        var model = graph.ToModel();
        model.Graph.Input.AddRange(names.Zip(inputs, Describe));
        model.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { last }, Output = { OutputName } });
        model.Graph.Output.Add(Describe(OutputName, @operator.Infer(inputs)));
        return model.ToByteArray();
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
