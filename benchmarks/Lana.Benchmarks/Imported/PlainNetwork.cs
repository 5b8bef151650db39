using Lana.Measurement;
using Lana.Networks;

namespace Lana.Benchmarks.Imported;

/// <summary>What the plain way gives.</summary>
/// <param name="Student">The network.</param>
/// <param name="Latency">Its latency beside the teacher's.</param>
/// <param name="Operations">The operation in each layer.</param>
/// <param name="Seconds">What it took.</param>
internal sealed record PlainNetwork(
    Network Student, PairedLatency Latency, IReadOnlyList<string> Operations, double Seconds) : IDisposable
{
    public void Dispose() => Student.Dispose();
}
