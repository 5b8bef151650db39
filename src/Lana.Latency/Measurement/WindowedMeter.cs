using Lana.Internal;
using Lana.Timing;

namespace Lana.Measurement;

/// <summary>Divides subjects into windows and measures one window after another: the common part of all meters.</summary>
internal sealed class WindowedMeter
{
    private const int MinWindow = 4;

    // One for the process, not one for each meter: two at once would slow each other down.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly MeasuringPlan _plan;
    private readonly int _maxSessions;
    private readonly TimeProvider _clock;
    private readonly IStopwatch _stopwatch;
    private readonly InterferenceMonitor _monitor;

    public WindowedMeter(LatencyMeterOptions options, TimeProvider? clock)
    {
        (_plan, _maxSessions, _clock) = (options.ToPlan(), options.MaxSessions, clock ?? TimeProvider.System);
        _stopwatch = options.ExcludesInterruptions && _clock == TimeProvider.System
            ? new ThreadStopwatch()
            : new WallStopwatch(_clock);
        _monitor = new InterferenceMonitor(_stopwatch, _plan.WaitLimit);
    }

    /// <summary>Opens a subject: a run that can be timed, and the bytes of its weights.</summary>
    public delegate (ITimedRun Run, long Bytes) Opener(LatencySubject subject);

    /// <summary>Waits for its turn and measures on a thread of its own, on which <paramref name="open"/> is called; the
    /// bench is disposed at the end.</summary>
    public async Task<IReadOnlyList<LatencyEstimate>> MeasureAsync(
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

    private List<LatencyEstimate> Measure(
        IReadOnlyList<LatencySubject> subjects,
        Func<MeasuringBench> open,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var bench = open();
        _monitor.Calibrate(bench.References, cancellationToken);
        var tracker = new ProgressTracker("latency", subjects.Count, progress, _clock);
        var measurements = new List<LatencyEstimate>(subjects.Count);
        while (measurements.Count < subjects.Count)
        {
            var started = _stopwatch.Milliseconds - _monitor.WaitedMs;
            var window = MeasureWindow(subjects, measurements.Count, bench, cancellationToken);
            if (window[0].ReferenceMs > 0.0)
            {
                _monitor.Learn(window[0].ReferenceMs, _stopwatch.Milliseconds - _monitor.WaitedMs - started);
            }

            measurements.AddRange(window);
            tracker.Report(measurements.Count);
        }

        // The last moment may have been calmer than any before.
        return measurements.ConvertAll(measurement => measurement.AtReference(_monitor.CalmMs));
    }

    private IReadOnlyList<LatencyEstimate> MeasureWindow(
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

            return new MeasuringWindow(window, bench.References, _monitor, _plan, _stopwatch)
                .Measure(cancellationToken);
        }
        finally
        {
            window.ForEach(run => run.Dispose());
        }
    }

    // The last few join the window before them: alone they would find the caches to themselves.
    private bool IsFull(int sessions, long bytes, long wanted, int left) =>
        left >= MinWindow && (sessions >= _maxSessions || (sessions >= MinWindow && bytes >= wanted));
}
