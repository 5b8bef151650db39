using Lana.Export;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Lana.Onnx;

/// <summary>An ONNX model in ONNX Runtime, with every graph optimisation on.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly SessionOptions _options = new()
    {
        IntraOpNumThreads = 1,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    private readonly InferenceSession _session;

    public OnnxSession(byte[] model) => _session = new InferenceSession(model, _options);

    /// <summary>Runs the model's one input to its one output, which has exactly the declared rank.</summary>
    public Tensor Run(Tensor input) => RunAll(OnnxExporter.InputName, input)[OnnxExporter.OutputName];

    /// <summary>Runs the model's one input to all its outputs, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> RunAll(Tensor input) => RunAll(OnnxExporter.InputName, input);

    /// <summary>The name and the declared sizes of the model's one input; −1 where a size is free.</summary>
    public (string Name, int[] Dims) Input => (_session.InputNames.Single(), _session.InputMetadata[_session.InputNames.Single()].Dimensions);

    /// <summary>Runs images [N, C, H, W] to all outputs, by name, in the layout and the type that the model wants.</summary>
    public IReadOnlyDictionary<string, Tensor> RunImages(Tensor images)
    {
        var (name, dims) = Input;
        var isLast = dims[3] == images.size(1) && dims[1] != images.size(1);
        return RunAll(name, isLast ? images.permute(0, 2, 3, 1) : images);
    }

    /// <summary>Runs the input of that name to all outputs, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> RunAll(string name, Tensor input)
    {
        using var contiguous = input.contiguous();
        var numbers = contiguous.data<float>().ToArray();
        using var value = _session.InputMetadata[name].ElementDataType == TensorElementType.Float16
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (Float16)number), input.shape)
            : OrtValue.CreateTensorValueFromMemory(numbers, input.shape);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, [name], [value], _session.OutputNames);
        return _session.OutputNames.Zip(outputs).ToDictionary(
            pair => pair.First,
            pair => tensor(Numbers(pair.Second), pair.Second.GetTensorTypeAndShape().Shape));
    }

    private static float[] Numbers(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float16
        ? Array.ConvertAll(value.GetTensorDataAsSpan<Float16>().ToArray(), number => (float)number)
        : value.GetTensorDataAsSpan<float>().ToArray();

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
