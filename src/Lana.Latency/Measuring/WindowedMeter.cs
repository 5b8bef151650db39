namespace Lana.Measuring;

/// <summary>Divides subjects into windows and measures one after the other; what all meters have in common.</summary>
/// <param name="plan">How long each window is measured.</param>
/// <param name="maxSessions">Sessions alive at once at most, references aside.</param>
/// <param name="clock">The clock for the time that is left.</param>
/// <param name="stopwatch">What runs are timed with.</param>
internal sealed class WindowedMeter(MeasuringPlan plan, int maxSessions, TimeProvider clock, IStopwatch stopwatch)
{
    private const int SmallestWindow = 4;
    private const int CalibrationRuns = 500;

    // Disturbance only adds time: the calm level lies below the middle of what is seen, not at it.
    private const double CalmShare = 0.25;

    // One for the process, not one for each meter: two at once would slow each other down.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private double? _calmReference;

    /// <summary>Opens a subject: a run that can be timed, and the bytes of its weights.</summary>
    public delegate (ITimedRun Run, long Bytes) Opener(LatencySubject subject);

    /// <summary>Waits for its turn and measures on a thread of its own.</summary>
    /// <param name="subjects">What to measure.</param>
    /// <param name="open">Called on the measuring thread; makes references and an opener, and owns what is disposed at
    /// the end.</param>
    /// <param name="progress">Told of finished subjects.</param>
    /// <param name="cancellationToken">Stops within one run.</param>
    public async Task<IReadOnlyList<LatencyMeasurement>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        Func<MeasuringBench> open,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(
                () => Measure(subjects, open, progress, cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            Turn.Release();
        }
    }

    private List<LatencyMeasurement> Measure(
        IReadOnlyList<LatencySubject> subjects,
        Func<MeasuringBench> open,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var bench = open();
        _calmReference ??= Calibrate(bench.References, cancellationToken);
        var eta = new ProgressClock("latency", subjects.Count, progress, clock);
        var measurements = new List<LatencyMeasurement>(subjects.Count);
        while (measurements.Count < subjects.Count)
        {
            measurements.AddRange(MeasureWindow(subjects, measurements.Count, bench, cancellationToken));
            eta.Report(measurements.Count);
        }

        return measurements;
    }

    private double Calibrate(IReadOnlyList<ITimedRun> references, CancellationToken cancellationToken)
    {
        var times = new double[CalibrationRuns];
        for (var index = 0; index < times.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            times[index] = stopwatch.Time(references[index % references.Count]);
        }

        return SampleStatistics.Quantile(times, CalmShare);
    }

    private IReadOnlyList<LatencyMeasurement> MeasureWindow(
        IReadOnlyList<LatencySubject> subjects, int from, MeasuringBench bench, CancellationToken cancellationToken)
    {
        var window = new List<ITimedRun>();
        try
        {
            var (bytes, wanted) = (0L, 0L);
            for (var index = from; index < subjects.Count; index++)
            {
                if (IsFull(window.Count, bytes, wanted, subjects.Count - index))
                {
                    break;
                }

                cancellationToken.ThrowIfCancellationRequested();
                var (run, weights) = bench.Open(subjects[index]);
                window.Add(run);
                bytes += weights;
                wanted = Math.Max(wanted, subjects[index].WorkingSetBytes);
            }

            return new MeasuringWindow(window, bench.References, _calmReference!.Value, plan, stopwatch)
                .Measure(cancellationToken);
        }
        finally
        {
            window.ForEach(run => run.Dispose());
        }
    }

    // The last few join the window before them: alone they would find the caches to themselves.
    private bool IsFull(int sessions, long bytes, long wanted, int left) =>
        left >= SmallestWindow && (sessions >= maxSessions || (sessions >= SmallestWindow && bytes >= wanted));
}
