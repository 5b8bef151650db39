using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Measuring;

/// <summary>Times ONNX models in ONNX Runtime, in this process.</summary>
/// <remarks>
/// A window of sessions is warmed up until the times stop falling and then run in interleaved rounds, each subject once per round
/// in random order, with a reference model among them; how slow the machine was in each round is divided out. Slow outliers are
/// left out of the median, and so is time in which other processes had the processor, where that can be told. Sequential execution, threads as the options say, input and output allocated beforehand.
/// </remarks>
public sealed class OnnxRuntimeLatencyMeter : ILatencyMeter
{
    private const int SmallestWindow = 4;

    // One for the process, not one for each meter: two at once would slow each other down.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly OnnxRuntimeLatencyOptions _options;
    private readonly TimeProvider _clock;
    private readonly IStopwatch _stopwatch;
    private double? _calmReference;

    /// <summary>Creates a meter.</summary>
    /// <param name="options">How to measure; null for the defaults. Copied.</param>
    /// <param name="clock">The clock; null for the system's. Another one is also what runs are timed with.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range; all that are wrong are named.</exception>
    public OnnxRuntimeLatencyMeter(OnnxRuntimeLatencyOptions? options = null, TimeProvider? clock = null)
    {
        _options = options?.Clone() ?? new OnnxRuntimeLatencyOptions();
        var failures = OnnxRuntimeLatencyOptionsValidator.Failures(_options);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(
                nameof(OnnxRuntimeLatencyOptions), typeof(OnnxRuntimeLatencyOptions), failures);
        }

        _clock = clock ?? TimeProvider.System;
        _stopwatch = _options.ExcludesInterruptions && _clock == TimeProvider.System ? new ThreadStopwatch() : new WallStopwatch(_clock);
        Profile = MakeProfile(_options);
    }

    /// <inheritdoc/>
    public DeviceProfile Profile { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LatencyMeasurement>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(
                () => Measure(subjects, progress, cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static DeviceProfile MakeProfile(OnnxRuntimeLatencyOptions options)
    {
        var profile = DeviceProfile.OfThisMachine(
            "onnxruntime", OrtEnv.Instance().GetVersionString(), options.Provider, options.Threads, options.Batch);
        return options.Device is null ? profile : profile with { Device = options.Device };
    }

    private List<LatencyMeasurement> Measure(
        IReadOnlyList<LatencySubject> subjects, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        using var sessionOptions = MakeSessionOptions();
        using var reference = new ReferenceModel(sessionOptions);
        _calmReference ??= reference.Calibrate(_stopwatch, cancellationToken);
        var eta = new ProgressClock("latency", subjects.Count, progress, _clock);
        var measurements = new List<LatencyMeasurement>(subjects.Count);
        while (measurements.Count < subjects.Count)
        {
            measurements.AddRange(MeasureWindow(
                subjects, measurements.Count, sessionOptions, reference.Runs, cancellationToken));
            eta.Report(measurements.Count);
        }

        return measurements;
    }

    private IReadOnlyList<LatencyMeasurement> MeasureWindow(
        IReadOnlyList<LatencySubject> subjects,
        int from,
        SessionOptions sessionOptions,
        IReadOnlyList<ITimedRun> references,
        CancellationToken cancellationToken)
    {
        var window = new List<OnnxRun>();
        try
        {
            var bytes = 0L;
            var wanted = 0L;
            for (var index = from; index < subjects.Count && !IsFull(window.Count, bytes, wanted, subjects.Count - index); index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var model = subjects[index].Model();
                window.Add(OnnxRun.Open(subjects[index], model, sessionOptions, _options));
                bytes += model.LongLength;
                wanted = Math.Max(wanted, subjects[index].WorkingSetBytes);
            }

            var plan = MeasuringPlan.Of(_options);
            return new MeasuringWindow(window, references, _calmReference!.Value, plan, _clock, _stopwatch)
                .Measure(cancellationToken);
        }
        finally
        {
            window.ForEach(run => run.Dispose());
        }
    }

    // The last few join the window before them: alone they would find the caches to themselves.
    private bool IsFull(int sessions, long bytes, long wanted, int left) =>
        left >= SmallestWindow && (sessions >= _options.MaxSessions || (sessions >= SmallestWindow && bytes >= wanted));

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
        catch (Exception cause) when (cause is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new LatencyMeterException(
                _options.Provider,
                $"The execution provider '{_options.Provider}' cannot be used: {cause.Message} Reference the ONNX Runtime package " +
                "that has it, and install what it needs.",
                cause);
        }
    }
}
