using Lana.Native;

namespace Lana.Measurement;

/// <summary>Times ONNX models in ONNX Runtime, in this process.</summary>
/// <remarks>A window of sessions is warmed up until the times stop falling, and then run in interleaved rounds: each
/// subject once per round in random order, with a reference model among them. The slowdown of each round is divided
/// out. Slow outliers are left out of the median, and so is time in which other processes had the processor, if the
/// system reports it. Execution is sequential; input and output are allocated beforehand.</remarks>
public sealed class OnnxRuntimeLatencyMeter : ILatencyMeter
{
    private readonly OnnxRuntimeLatencyOptions _options;
    private readonly WindowedMeter _meter;

    /// <summary>Creates a meter.</summary>
    /// <param name="options">The options; null for the defaults. Copied.</param>
    /// <param name="clock">The clock, which also times the runs; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names all such options.</exception>
    /// <exception cref="NativeLibraryException">The native library of ONNX Runtime is missing or does not load.</exception>
    public OnnxRuntimeLatencyMeter(OnnxRuntimeLatencyOptions? options = null, TimeProvider? clock = null)
    {
        _options = LatencyMeterOptions.Checked(new OnnxRuntimeLatencyOptionsValidator(), options);
        _meter = new WindowedMeter(_options, clock);
        Profile = MakeProfile(_options);
    }

    /// <inheritdoc/>
    public DeviceProfile Profile { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _meter.MeasureAsync(subjects, Prepare, progress, cancellationToken);

    private static DeviceProfile MakeProfile(OnnxRuntimeLatencyOptions options)
    {
        OnnxRuntimeLibrary.EnsureUsable();
        var profile = DeviceProfile.OfThisMachine(
            "onnxruntime", OrtEnv.Instance().GetVersionString(), ProviderOf(options), options.Threads, options.Batch);
        return options.Device is null ? profile : profile with { Device = options.Device };
    }

    // Graphs with fewer optimisations run slower: their times belong to another device profile.
    private static string ProviderOf(OnnxRuntimeLatencyOptions options) =>
        options.OptimizationLevel == GraphOptimizationLevel.ORT_ENABLE_ALL
            ? options.Provider
            : $"{options.Provider}-{options.OptimizationLevel}";

    private (WindowedMeter.Opener Open, IDisposable? Owned) Prepare()
    {
        var sessionOptions = MakeSessionOptions();
        return (Open, sessionOptions);

        (ITimedRun Run, long Bytes) Open(LatencySubject subject, int batch, ulong seed)
        {
            var model = subject.Model();
            return (OnnxRun.Open(subject, model, sessionOptions, batch, seed), model.LongLength);
        }
    }

    private SessionOptions MakeSessionOptions()
    {
        try
        {
            var options = _options.SessionOptionsFactory?.Invoke() ?? new SessionOptions();
            options.IntraOpNumThreads = _options.Threads;
            options.InterOpNumThreads = 1;
            options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
            options.GraphOptimizationLevel = _options.OptimizationLevel;
            options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
            return options;
        }
        catch (Exception cause)
            when (cause is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new LatencyMeterException(
                _options.Provider,
                $"The execution provider '{_options.Provider}' cannot be used: {cause.Message} Reference the ONNX " +
                "Runtime package that has it, and install what it needs.",
                cause);
        }
    }
}
