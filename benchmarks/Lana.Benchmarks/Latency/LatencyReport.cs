using Lana.Devices;

namespace Lana.Benchmarks.Latency;

/// <summary>The last line of the verb.</summary>
internal sealed record LatencyReport
{
    /// <summary>True for a short run, whose numbers are not meaningful.</summary>
    public required bool IsShort { get; init; }

    public required IReadOnlyDictionary<string, NetworkReport> Networks { get; init; }

    /// <summary>The table of the paper's operations; null if it was not requested, as is <see cref="Runtimes"/>.</summary>
    public PaperTable? Paper { get; init; }

    public RuntimeReport? Runtimes { get; init; }

    public required DeviceProfile Device { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Seconds { get; init; }
}
