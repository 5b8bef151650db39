namespace Lana.Measurement;

/// <summary>Tracks the undisturbed time of the references, and waits for undisturbed moments.</summary>
/// <remarks>Another program on the same core slows subjects by different factors for seconds at a time, which division
/// by a factor does not correct. The wait limit is a share of the time that was measured; 0 disables waiting.</remarks>
internal sealed class InterferenceMonitor(IStopwatch stopwatch, double waitLimit, double calmMs = double.PositiveInfinity)
{
    // Disturbances last for some time: until there are enough windows, the undisturbed level is that of the fastest burst.
    private const int CalibrationBursts = 20;
    private const int RunsPerBurst = 100;
    private const int RunsPerLook = 12;
    private const double FirstMeasuredMs = 20_000.0;
    private const int MinWindows = 10;
    private const int MaxWindows = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Queue<double> _windows = [];
    private double _leftMs = waitLimit * FirstMeasuredMs;

    /// <summary>The time of a reference in milliseconds in the fastest tenth of the last windows; with few windows, in
    /// the fastest one; infinite before the first.</summary>
    public double CalmMs { get; private set; } = calmMs;

    /// <summary>The time waited so far, by the stopwatch, in milliseconds.</summary>
    public double WaitedMs { get; private set; }

    /// <summary>Measures the undisturbed level for the first time.</summary>
    public void Calibrate(IReadOnlyList<ITimedRun> references, CancellationToken cancellationToken)
    {
        if (double.IsPositiveInfinity(CalmMs) && references.Count > 0)
        {
            CalmMs = Enumerable.Range(0, CalibrationBursts).Min(_ => Look(references, RunsPerBurst, cancellationToken));
        }
    }

    /// <summary>Adds a window: the time of its references, and the duration of its measurement.</summary>
    public void Learn(double referenceMs, double measuredMs)
    {
        _windows.Enqueue(referenceMs);
        if (_windows.Count > MaxWindows)
        {
            _windows.Dequeue();
        }

        CalmMs = _windows.Count < MinWindows
            ? Math.Min(CalmMs, referenceMs)
            : SampleStatistics.Quantile([.. _windows], Interference.UndisturbedShare);
        _leftMs += waitLimit * measuredMs;
    }

    /// <summary>Waits while the references are slow, given their last times, and the wait limit allows it.</summary>
    public void Await(
        IReadOnlyList<ITimedRun> references, ReadOnlySpan<double> lastMs, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
        {
            return;
        }

        var started = stopwatch.Milliseconds;
        var nowMs = SampleStatistics.Quantile(lastMs, 0.5);
        while (nowMs > Interference.ReferenceTolerance * CalmMs && _leftMs > 0.0)
        {
            _leftMs -= Pause.TotalMilliseconds;
            cancellationToken.WaitHandle.WaitOne(Pause);
            nowMs = Look(references, RunsPerLook, cancellationToken);
        }

        WaitedMs += stopwatch.Milliseconds - started;
    }

    private double Look(IReadOnlyList<ITimedRun> references, int runs, CancellationToken cancellationToken)
    {
        var times = new double[runs];
        for (var index = 0; index < runs; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times[index] = stopwatch.Time(references[index % references.Count]);
        }

        return SampleStatistics.Quantile(times, Interference.UndisturbedQuarter);
    }
}
