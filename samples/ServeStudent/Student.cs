using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace ServeStudent;

/// <summary>A student in ONNX Runtime. Safe to use from several threads at once.</summary>
internal sealed class Student : IDisposable
{
    private static readonly TensorElementType[] NumberTypes =
        [TensorElementType.Float, TensorElementType.Float16, TensorElementType.Int32, TensorElementType.Int64];

    private readonly InferenceSession _session;

    public Student(ServeSettings settings)
    {
        using var session = new SessionOptions
        {
            IntraOpNumThreads = settings.Threads,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        try
        {
            _session = new InferenceSession(settings.Model, session);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new IOException($"ONNX Runtime cannot read {settings.Model}: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }

        ThrowIfNoNumbers(_session);
        Input = StudentInput.Of(_session, settings);
        Description = StudentDescription.Of(_session, settings.Model);
    }

    public StudentInput Input { get; }

    public StudentDescription Description { get; }

    /// <summary>The number of classes of a classifier; null for other networks and if the file does not say it.</summary>
    public int? Classes =>
        _session.OutputMetadata.Values.ToList() is [{ IsTensor: true, Dimensions: [_, > 1 and var classes] }] ? classes : null;

    /// <summary>Runs one image, normalised, [C, H, W].</summary>
    public IReadOnlyList<StudentOutput> Run(float[] image)
    {
        using var input = Input.ToTensor(image);
        using var run = new RunOptions();
        using var outputs = _session.Run(run, [Input.Name], [input], _session.OutputNames);
        return [.. _session.OutputNames.Zip(outputs, Read)];
    }

    public void Dispose() => _session.Dispose();

    private static void ThrowIfNoNumbers(InferenceSession session)
    {
        var other = session.OutputMetadata.FirstOrDefault(output =>
            !output.Value.IsTensor || !NumberTypes.Contains(output.Value.ElementDataType));
        if (other.Key is not null)
        {
            throw new FormatException($"Output {StudentDescription.Text(other)}: this sample answers with tensors of numbers.");
        }
    }

    private static StudentOutput Read(string name, OrtValue value)
    {
        var shape = value.GetTensorTypeAndShape();
        return new StudentOutput(name, shape.Shape, shape.ElementDataType switch
        {
            TensorElementType.Float16 => Numbers<Float16>(value, number => (float)number),
            TensorElementType.Int64 => Numbers<long>(value, number => number),
            TensorElementType.Int32 => Numbers<int>(value, number => number),
            _ => value.GetTensorDataAsSpan<float>().ToArray(),
        });
    }

    private static float[] Numbers<T>(OrtValue value, Converter<T, float> toNumber)
        where T : unmanaged => Array.ConvertAll(value.GetTensorDataAsSpan<T>().ToArray(), toNumber);
}
