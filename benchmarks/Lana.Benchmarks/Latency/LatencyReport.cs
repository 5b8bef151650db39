using Lana.Devices;

namespace Lana.Benchmarks.Latency;

/// <summary>The last line of the verb.</summary>
internal sealed record LatencyReport
{
    /// <summary>A short run: its numbers mean nothing.</summary>
    public required bool IsShort { get; init; }

    public required IReadOnlyDictionary<string, NetworkReport> Networks { get; init; }

    /// <summary>Null where it was not asked for, as is <see cref="Runtimes"/>.</summary>
    public PaperTable? Paper { get; init; }

    public RuntimeReport? Runtimes { get; init; }

    public required DeviceProfile Device { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Seconds { get; init; }
}
