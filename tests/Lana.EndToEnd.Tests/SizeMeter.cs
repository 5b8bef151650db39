using Lana.Devices;
using Lana.Measurement;

namespace Lana;

/// <summary>A meter that is the same on every machine: time goes by the bytes of the ONNX file.</summary>
/// <remarks>Whole networks take a fixed 0.3 ms more than their parts, so that the sum of a table misses as a real
/// one does.</remarks>
internal sealed class SizeMeter : ILatencyMeter
{
    public DeviceProfile Profile { get; } = new("size", 1, "any", "any", "size", "1", "cpu", 1, 1, "float32");

    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var measurements = new List<LatencyEstimate>();
        foreach (var subject in subjects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var milliseconds = (subject.Model().Length * 1e-5) + (subject.IsWhole ? 0.3 : 0.0);
            measurements.Add(new LatencyEstimate(milliseconds, 0.0, 5));
            progress?.Report(new LanaProgress("measuring", measurements.Count, subjects.Count));
        }

        return Task.FromResult<IReadOnlyList<LatencyEstimate>>(measurements);
    }
}
