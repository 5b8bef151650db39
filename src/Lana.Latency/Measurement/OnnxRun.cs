namespace Lana.Measurement;

/// <summary>An ONNX Runtime session, ready to be timed. Input and output are bound to the processor's memory, so a run ends
/// when its result has arrived there, on asynchronous providers too.</summary>
internal sealed class OnnxRun : ITimedRun
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtIoBinding _binding;
    private readonly OrtValue _input;
    private readonly List<OrtValue> _outputs = [];

    private OnnxRun(InferenceSession session, LatencySubject subject, int batch, ulong seed)
    {
        _session = session;
        IsWhole = subject.IsWhole;
        _binding = session.CreateIoBinding();
        _input = new ImageInput(session, subject.Input).ToValue(RandomNumbers(batch * subject.Input.Count, seed));
        _binding.BindInput(session.InputNames[0], _input);
        foreach (var name in session.OutputNames)
        {
            Bind(name, batch);
        }
    }

    public bool IsWhole { get; }

    public static OnnxRun Open(
        LatencySubject subject, byte[] model, SessionOptions sessionOptions, int batch, ulong seed)
    {
        InferenceSession? session = null;
        OnnxRun? run = null;
        try
        {
            session = new InferenceSession(model, sessionOptions);
            ThrowIfUnfit(subject, session, batch);
            run = new OnnxRun(session, subject, batch, seed);
            run.Run();
            return run;
        }
        catch (Exception cause)
        {
            (run ?? (IDisposable?)session)?.Dispose();
            if (cause is not OnnxRuntimeException)
            {
                throw;
            }

            throw new LatencyMeterException(
                subject.Name,
                $"ONNX Runtime cannot load or run '{subject.Name}' with an input of {subject.Input}: " +
                $"{cause.Message} Check that it is an ONNX model that this version of the runtime and its " +
                "execution provider support.",
                cause);
        }
    }

    public void Run() => _session.RunWithBinding(_options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _outputs.ForEach(output => output.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    private static void ThrowIfUnfit(LatencySubject subject, InferenceSession session, int batch)
    {
        if (!ImageInput.Fits(session))
        {
            throw new LatencyMeterException(
                subject.Name,
                $"'{subject.Name}' has the inputs {string.Join(", ", session.InputNames)}; a model that is timed has one input " +
                "of float32 or float16.");
        }

        if (new ImageInput(session, subject.Input).FixedBatch is { } fixedBatch && fixedBatch != batch)
        {
            throw new LatencyMeterException(
                subject.Name,
                $"'{subject.Name}' takes {fixedBatch} image(s) at a time, as its file fixes the batch; it cannot be timed with " +
                $"{batch}. Set {nameof(LatencyMeterOptions)}.{nameof(LatencyMeterOptions.Batch)} to {fixedBatch}, or export the model " +
                "with a free batch.");
        }
    }

    // The numbers have a mean above zero and are never denormal: some processors are a hundred times slower with
    // denormal numbers.
    private static float[] RandomNumbers(long count, ulong seed)
    {
        var random = new SplitMix64(seed);
        var numbers = new float[count];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = (float)((2.0 * random.NextDouble()) - 1.0);
        }

        return numbers;
    }

    // The output is allocated beforehand if the model specifies its size; otherwise the runtime allocates it.
    private void Bind(string name, int batch)
    {
        var metadata = _session.OutputMetadata[name];
        var shape = metadata.Dimensions.Select((size, axis) => axis == 0 && size < 0 ? batch : (long)size).ToArray();
        if (metadata.ElementType != typeof(float) || shape.Length == 0 || shape.Any(size => size <= 0))
        {
            _binding.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
            return;
        }

        _outputs.Add(OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float, shape));
        _binding.BindOutput(name, _outputs[^1]);
    }
}
