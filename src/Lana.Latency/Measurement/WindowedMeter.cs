namespace Lana.Measurement;

/// <summary>Divides subjects into windows and measures one after the other; what all meters have in common.</summary>
/// <param name="plan">How long each window is measured.</param>
/// <param name="maxSessions">Sessions alive at once at most, references aside.</param>
/// <param name="clock">The clock for the time that is left.</param>
/// <param name="stopwatch">What runs are timed with.</param>
internal sealed class WindowedMeter(MeasuringPlan plan, int maxSessions, TimeProvider clock, IStopwatch stopwatch)
{
    private const int SmallestWindow = 4;

    // One for the process, not one for each meter: two at once would slow each other down.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly InterferenceMonitor _watch = new(stopwatch, plan.WaitLimit);

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
        _watch.Calibrate(bench.References, cancellationToken);
        var eta = new ProgressClock("latency", subjects.Count, progress, clock);
        var measurements = new List<LatencyMeasurement>(subjects.Count);
        while (measurements.Count < subjects.Count)
        {
            var started = stopwatch.Milliseconds - _watch.WaitedMs;
            var window = MeasureWindow(subjects, measurements.Count, bench, cancellationToken);
            if (window[0].ReferenceMs > 0.0)
            {
                _watch.Learn(window[0].ReferenceMs, stopwatch.Milliseconds - _watch.WaitedMs - started);
            }

            measurements.AddRange(window);
            eta.Report(measurements.Count);
        }

        // A calmer moment than any before may have come last.
        return measurements.ConvertAll(measurement => measurement.BroughtTo(_watch.CalmMs));
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

            return new MeasuringWindow(window, bench.References, _watch, plan, stopwatch)
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
