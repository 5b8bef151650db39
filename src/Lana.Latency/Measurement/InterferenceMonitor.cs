namespace Lana.Measurement;

/// <summary>Knows what the references take while nobody disturbs, and waits for such moments.</summary>
/// <remarks>A neighbour on the same core, in another virtual machine even, slows subjects by different factors for
/// seconds at a time, which no division mends. Waiting is bounded: a share of the time that was measured.</remarks>
/// <param name="stopwatch">What runs are timed with.</param>
/// <param name="patience">The share; 0 never waits.</param>
/// <param name="calmMs">What a reference takes while nobody disturbs, where that is known already.</param>
internal sealed class InterferenceMonitor(IStopwatch stopwatch, double patience, double calmMs = double.PositiveInfinity)
{
    /// <summary>What took this much longer than in a calm moment still counts as calm.</summary>
    public const double Tolerance = 1.08;

    // Disturbance only adds time and comes in spells: before windows tell more, the calm level is that of the calmest
    // burst, and lies below the middle of it.
    private const int CalibrationBursts = 20;
    private const int RunsPerBurst = 100;
    private const int RunsPerLook = 12;
    private const double CalmShare = 0.25;
    private const double FirstPatienceMs = 20_000.0;

    // The very calmest of many windows is luck, and would move all times by some percent.
    private const int FewestWindows = 10;
    private const int MostWindows = 1_000;
    private const double CalmWindows = 0.1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Queue<double> _windows = [];
    private double _patienceMs = patience * FirstPatienceMs;

    /// <summary>What a reference takes in the calmest tenth of the last windows, in milliseconds; in the calmest moment
    /// while there were few, infinite while there was none.</summary>
    public double CalmMs { get; private set; } = calmMs;

    /// <summary>How long was waited so far, by the stopwatch, in milliseconds.</summary>
    public double WaitedMs { get; private set; }

    /// <summary>Looks for the calm level for the first time.</summary>
    public void Calibrate(IReadOnlyList<ITimedRun> references, CancellationToken cancellationToken)
    {
        if (double.IsPositiveInfinity(CalmMs) && references.Count > 0)
        {
            CalmMs = Enumerable.Range(0, CalibrationBursts).Min(_ => Look(references, RunsPerBurst, cancellationToken));
        }
    }

    /// <summary>Takes note of what references took in a window, and of how long it was measured.</summary>
    public void Learn(double referenceMs, double measuredMs)
    {
        _windows.Enqueue(referenceMs);
        if (_windows.Count > MostWindows)
        {
            _windows.Dequeue();
        }

        CalmMs = _windows.Count < FewestWindows
            ? Math.Min(CalmMs, referenceMs)
            : SampleStatistics.Quantile([.. _windows], CalmWindows);
        _patienceMs += patience * measuredMs;
    }

    /// <summary>Waits while references are slow, as long as there is patience.</summary>
    /// <param name="references">The references.</param>
    /// <param name="lastMs">What each took just now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void Await(
        IReadOnlyList<ITimedRun> references, ReadOnlySpan<double> lastMs, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
        {
            return;
        }

        var started = stopwatch.Milliseconds;
        var nowMs = SampleStatistics.Quantile(lastMs, 0.5);
        while (nowMs > Tolerance * CalmMs && _patienceMs > 0.0)
        {
            _patienceMs -= Pause.TotalMilliseconds;
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

        return SampleStatistics.Quantile(times, CalmShare);
    }
}
