using Lana.Measurement;
using Lana.Networks;

namespace Lana.Benchmarks.Imported;

/// <summary>The result of the plain baseline.</summary>
/// <param name="Student">The network.</param>
/// <param name="Latency">Its latency, measured together with the teacher's.</param>
/// <param name="Operations">The operation in each layer.</param>
/// <param name="Seconds">The duration in seconds.</param>
internal sealed record PlainNetwork(
    Network Student, PairedLatency Latency, IReadOnlyList<string> Operations, double Seconds) : IDisposable
{
    public void Dispose() => Student.Dispose();
}
