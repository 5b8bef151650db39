using Lana.Devices;
using Lana.Measurement;

namespace Lana.Tables;

/// <summary>Times that are a function of the model's size alone; counts what it was asked for.</summary>
internal sealed class FakeMeter : ILatencyMeter
{
    public const double Overhead = 0.010;

    public List<LatencySubject> Asked { get; } = [];

    public Action<LatencySubject>? OnSubject { get; init; }

    public Func<LatencySubject, double> Milliseconds { get; init; } = subject => subject.IsWhole ? 5.0
        : subject.Name.StartsWith("the overhead", StringComparison.Ordinal) ? Overhead
        : Overhead + (0.001 * (1 + (subject.Name.Length % 7)));

    /// <summary>What the reference took; 0 for none. Times are given as they would be at a level of 0.1.</summary>
    public Func<LatencySubject, double> ReferenceMs { get; init; } = _ => 0.0;

    /// <summary>The level of the reference, where there is one.</summary>
    public double CalmMs { get; init; } = 0.10;

    public DeviceProfile Profile { get; init; } =
        new("fake", 1, "linux", "x64", "fake", "1", "cpu", 1, 1, "float32");

    public Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var measured = new List<LatencyEstimate>();
        foreach (var subject in subjects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            OnSubject?.Invoke(subject);
            Asked.Add(subject);
            var time = Milliseconds(subject);
            var referenceMs = ReferenceMs(subject);
            measured.Add(new LatencyEstimate(time, 0.01, 20)
            {
                ReferenceMs = referenceMs,
                UndisturbedReferenceMs = referenceMs > 0.0 ? CalmMs : 0.0,
            });
            progress?.Report(new LanaProgress("fake", measured.Count, subjects.Count));
        }

        return Task.FromResult<IReadOnlyList<LatencyEstimate>>(measured);
    }
}
