using System.ComponentModel.DataAnnotations;
using Lana.Native;
using Microsoft.Extensions.Options;
using TorchSharp;

namespace Lana.Measurement;

/// <summary>Times networks and operations in TorchSharp, on the processor, in this process.</summary>
/// <remarks>For users who ship TorchSharp itself; the way of measuring is that of
/// <see cref="OnnxRuntimeLatencyMeter"/>. A subject needs its <see cref="LatencySubject.Definition"/>, which is run in
/// its inference form.</remarks>
public sealed class TorchLatencyMeter : ILatencyMeter
{
    private readonly TorchLatencyOptions _options;
    private readonly WindowedMeter _meter;

    /// <summary>Creates a meter.</summary>
    /// <param name="options">How to measure; null for the defaults. Copied.</param>
    /// <param name="clock">The clock; null for the system's. Another one is also what runs are timed with.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range; all that are wrong are
    /// named.</exception>
    public TorchLatencyMeter(TorchLatencyOptions? options = null, TimeProvider? clock = null)
    {
        _options = options?.Clone() ?? new TorchLatencyOptions();
        ThrowIfInvalid(_options);
        clock ??= TimeProvider.System;
        var canExclude = _options.LeaveOutInterruptions && _options.Threads == 1 && ThreadStopwatch.IsSupported;
        IStopwatch stopwatch =
            canExclude && clock == TimeProvider.System ? new ThreadStopwatch() : new WallStopwatch(clock);
        var defaults = new OnnxRuntimeLatencyOptions
        {
            TimePerSubject = _options.TimePerSubject,
            MinRounds = _options.MinRounds,
            Seed = _options.Seed,
            WaitLimit = _options.WaitLimit,
        };
        defaults.MaxRounds = Math.Max(defaults.MaxRounds, _options.MinRounds);
        _meter = new WindowedMeter(MeasuringPlan.Of(defaults), _options.MaxSessions, clock, stopwatch);
        var version = typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown";
        Profile = DeviceProfile.OfThisMachine("torchsharp", version, "cpu", _options.Threads, _options.Batch);
    }

    /// <inheritdoc/>
    public DeviceProfile Profile { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LatencyMeasurement>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _meter.MeasureAsync(subjects, OpenBench, progress, cancellationToken);

    private static void ThrowIfInvalid(TorchLatencyOptions options)
    {
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
        {
            throw new OptionsValidationException(
                nameof(TorchLatencyOptions),
                typeof(TorchLatencyOptions),
                results.Select(result => result.ErrorMessage ?? "An option is invalid."));
        }
    }

    // On the measuring thread: torch keeps the number of threads per calling thread.
    private MeasuringBench OpenBench()
    {
        TorchRuntime.Initialize();
        torch.set_num_threads(_options.Threads);
        var subject = ReferenceModel.Subject;
        var references = Enumerable.Range(0, ReferenceModel.Sessions)
            .Select(_ => new TorchRun(subject, subject.Definition!, batch: 1));
        return new MeasuringBench([.. references], Open);
    }

    private (ITimedRun Run, long Bytes) Open(LatencySubject subject)
    {
        var definition = subject.Definition ?? throw new LatencyMeterException(
            subject.Name,
            $"'{subject.Name}' is known as ONNX only, and TorchSharp cannot run ONNX. Give its definition, or " +
            $"measure it with {nameof(OnnxRuntimeLatencyMeter)}.");
        return (new TorchRun(subject, definition, _options.Batch), definition.Cost(subject.Input).ShippedBytes);
    }
}
