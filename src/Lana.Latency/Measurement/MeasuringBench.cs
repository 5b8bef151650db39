namespace Lana.Measurement;

/// <summary>Where subjects are opened, with the references that are timed among them.</summary>
/// <param name="references">Fixed models, timed in every window; owned by the bench.</param>
/// <param name="open">Opens a subject.</param>
/// <param name="options">Something else to dispose at the end; null for nothing.</param>
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
