using Lana.Devices;
using Lana.Measurement;

namespace Lana.Pipeline;

/// <summary>Times that are a function of the subject and its ONNX bytes.</summary>
internal sealed class FakeMeter(Func<LatencySubject, byte[], double> milliseconds) : ILatencyMeter
{
    public int Calls { get; private set; }

    /// <summary>Networks that were measured, each in several runs.</summary>
    public int Networks => Calls / PairedComparison.Runs;

    public double TimeOf(LatencySubject subject, byte[] model) => milliseconds(subject, model);

    public DeviceProfile Profile { get; init; } = new("fake", 1, "linux", "x64", "fake", "1", "cpu", 1, 1, "float32");

    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls++;
        return Task.FromResult<IReadOnlyList<LatencyEstimate>>([.. subjects
            .Select(subject => milliseconds(subject, subject.Model()))
            .Select(time => new LatencyEstimate(time, 0.0, 5))]);
    }
}
