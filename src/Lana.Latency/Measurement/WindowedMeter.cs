namespace Lana.Measurement;

/// <summary>Divides subjects into windows and measures one window after another: the common part of all meters.</summary>
internal sealed class WindowedMeter
{
    private const int MinWindow = 4;

    // One for the process, not one for each meter: two measurements at once would slow each other down.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly LatencyMeterOptions _options;
    private readonly MeasuringPlan _plan;
    private readonly TimeProvider _clock;
    private readonly IStopwatch _stopwatch;
    private readonly InterferenceMonitor _monitor;

    public WindowedMeter(LatencyMeterOptions options, TimeProvider? clock)
    {
        (_options, _plan, _clock) = (options, options.ToPlan(), clock ?? TimeProvider.System);
        _stopwatch = options.ExcludesInterruptions && _clock == TimeProvider.System
            ? new ThreadStopwatch()
            : new WallStopwatch(_clock);
        _monitor = new InterferenceMonitor(_stopwatch, _plan.WaitLimit);
    }

    /// <summary>Opens a subject: a run that can be timed, and the bytes of its weights.</summary>
    public delegate (ITimedRun Run, long Bytes) Opener(LatencySubject subject, int batch, ulong seed);

    /// <summary>Waits for its turn and measures on a dedicated thread, on which <paramref name="prepare"/> is called;
    /// the object that <paramref name="prepare"/> returns as owned is disposed at the end.</summary>
    public async Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
        IReadOnlyList<LatencySubject> subjects,
        Func<(Opener Open, IDisposable? Owned)> prepare,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subjects);
        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Factory.StartNew(
                () => Measure(subjects, prepare, progress, cancellationToken),
                cancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).ConfigureAwait(false);
        }
        finally
        {
            Turn.Release();
        }
    }

    private List<LatencyEstimate> Measure(
        IReadOnlyList<LatencySubject> subjects,
        Func<(Opener Open, IDisposable? Owned)> prepare,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (open, owned) = prepare();
        var references = new List<ITimedRun>();
        try
        {
            while (references.Count < ReferenceModel.Sessions)
            {
                references.Add(open(ReferenceModel.Subject, batch: 1, seed: 0).Run);
            }

            _monitor.Calibrate(references, cancellationToken);
            var tracker = new ProgressTracker("latency", subjects.Count, progress, _clock);
            var measurements = new List<LatencyEstimate>(subjects.Count);
            while (measurements.Count < subjects.Count)
            {
                var started = _stopwatch.Milliseconds - _monitor.WaitedMs;
                var window = MeasureWindow([.. subjects.Skip(measurements.Count)], references, open, cancellationToken);
                if (window[0].ReferenceMs > 0.0)
                {
                    _monitor.Learn(window[0].ReferenceMs, _stopwatch.Milliseconds - _monitor.WaitedMs - started);
                }

                measurements.AddRange(window);
                tracker.Report(measurements.Count);
            }

            // The last window may have been less disturbed than any before.
            return measurements.ConvertAll(measurement => measurement.AtReference(_monitor.CalmMs));
        }
        finally
        {
            references.ForEach(reference => reference.Dispose());
            owned?.Dispose();
        }
    }

    private IReadOnlyList<LatencyEstimate> MeasureWindow(
        List<LatencySubject> subjects, List<ITimedRun> references, Opener open, CancellationToken cancellationToken)
    {
        var window = new List<ITimedRun>();
        try
        {
            var (bytes, wanted) = (0L, 0L);
            while (window.Count < subjects.Count && !IsFull(window.Count, bytes, wanted, subjects.Count - window.Count))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var subject = subjects[window.Count];
                var (run, weights) = open(subject, _options.Batch, _options.Seed);
                window.Add(run);
                bytes += weights;
                wanted = Math.Max(wanted, subject.WorkingSetBytes);
            }

            return new MeasuringWindow(window, references, _monitor, _plan, _stopwatch).Measure(cancellationToken);
        }
        finally
        {
            window.ForEach(run => run.Dispose());
        }
    }

    // The last few subjects join the window before them: alone they would not have to share the caches.
    private bool IsFull(int sessions, long bytes, long wanted, int left) =>
        left >= MinWindow && (sessions >= _options.MaxSessions || (sessions >= MinWindow && bytes >= wanted));
}
