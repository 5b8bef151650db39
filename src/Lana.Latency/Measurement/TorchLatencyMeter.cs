using Lana.Native;
using TorchSharp;

namespace Lana.Measurement;

/// <summary>Times networks and operations in TorchSharp, on the processor, in this process.</summary>
/// <remarks>For applications that are deployed with TorchSharp. Measures in the same way as
/// <see cref="OnnxRuntimeLatencyMeter"/>. A subject needs its <see cref="LatencySubject.Definition"/>, which is run in
/// its inference form.</remarks>
public sealed class TorchLatencyMeter : ILatencyMeter
{
    private readonly TorchLatencyOptions _options;
    private readonly WindowedMeter _meter;

    /// <summary>Creates a meter.</summary>
    /// <param name="options">The options; null for the defaults. Copied.</param>
    /// <param name="clock">The clock, which also times the runs; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its range; the message names all such options.</exception>
    public TorchLatencyMeter(TorchLatencyOptions? options = null, TimeProvider? clock = null)
    {
        _options = LatencyMeterOptions.Checked(new TorchLatencyOptionsValidator(), options);
        _meter = new WindowedMeter(_options, clock);
        var version = typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown";
        Profile = DeviceProfile.OfThisMachine("torchsharp", version, "cpu", _options.Threads, _options.Batch);
    }

    /// <inheritdoc/>
    public DeviceProfile Profile { get; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        _meter.MeasureAsync(subjects, Prepare, progress, cancellationToken);

    // On the measuring thread: torch keeps the number of threads per calling thread.
    private (WindowedMeter.Opener Open, IDisposable? Owned) Prepare()
    {
        TorchRuntime.Initialize();
        torch.set_num_threads(_options.Threads);
        return (Open, null);
    }

    private static (ITimedRun Run, long Bytes) Open(LatencySubject subject, int batch, ulong seed)
    {
        var definition = subject.Definition ?? throw new LatencyMeterException(
            subject.Name,
            $"'{subject.Name}' is known as ONNX only, and TorchSharp cannot run ONNX. Give its definition, or " +
            $"measure it with {nameof(OnnxRuntimeLatencyMeter)}.");
        return (new TorchRun(subject, definition, batch), definition.Cost(subject.Input).ShippedBytes);
    }
}
