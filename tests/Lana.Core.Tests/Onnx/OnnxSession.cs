using Lana.Export;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

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

    /// <summary>Runs the input of that name to all outputs, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> RunAll(string name, Tensor input)
    {
        using var contiguous = input.contiguous();
        using var value = OrtValue.CreateTensorValueFromMemory(contiguous.data<float>().ToArray(), input.shape);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, [name], [value], _session.OutputNames);
        return _session.OutputNames.Zip(outputs).ToDictionary(
            pair => pair.First,
            pair => tensor(
                pair.Second.GetTensorDataAsSpan<float>().ToArray(), pair.Second.GetTensorTypeAndShape().Shape));
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
