using Lana.Timing;

namespace Lana.Measurement;

/// <summary>Opens subjects; owns the references that are timed among them, and options to dispose.</summary>
internal sealed class MeasuringBench(
    IReadOnlyList<ITimedRun> references, WindowedMeter.Opener open, IDisposable? options = null) : IDisposable
{
    public IReadOnlyList<ITimedRun> References => references;

    public (ITimedRun Run, long Bytes) Open(LatencySubject subject) => open(subject);

    public void Dispose()
    {
        foreach (var reference in references)
        {
            reference.Dispose();
        }

        options?.Dispose();
    }
}
