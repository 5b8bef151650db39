using Lana.FineTuning;

namespace Lana.Pipeline;

/// <summary>Observes the beginning of a long call by its progress, stops it, and extrapolates its time.</summary>
internal sealed class StageProbe : IProgress<LanaProgress>
{
    private readonly TimeProvider _time;
    private readonly int _reports;
    private readonly CancellationTokenSource _stop;
    private readonly long _start;
    private readonly List<(double Seconds, long Done)> _points = [];

    private StageProbe(TimeProvider time, int reports, CancellationTokenSource stop) =>
        (_time, _reports, _stop, _start) = (time, reports, stop, time.GetTimestamp());

    /// <summary>The units of the whole call; 0 if it reported nothing.</summary>
    public long Units { get; private set; }

    /// <summary>The expected duration of the whole call.</summary>
    public double Seconds { get; private set; }

    /// <summary>The seconds of one unit after the first report if there were two reports; otherwise the mean over all
    /// units.</summary>
    public double SecondsPerUnit => _points.Count > 1
        ? (_points[^1].Seconds - _points[0].Seconds) / (_points[^1].Done - _points[0].Done)
        : Seconds / Math.Max(1, Units);

    /// <summary>Runs a call until it has reported progress a number of times, or to its end.</summary>
    public static async Task<StageProbe> RunAsync(
        TimeProvider time,
        int reports,
        Func<IProgress<LanaProgress>, CancellationToken, Task> call,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var probe = new StageProbe(time, reports, stop);
        try
        {
            await call(probe, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The probe itself has stopped the call.
        }
        catch (NonFiniteLossException)
        {
            // Untrained weights may diverge; the time of the steps before is sufficient.
        }

        cancellationToken.ThrowIfCancellationRequested();
        probe.Seconds = Extend(probe._points, probe.Units, time.GetElapsedTime(probe._start).TotalSeconds);
        return probe;
    }

    /// <summary>Extrapolates the duration: the first part as measured, the rest at the speed after it.</summary>
    /// <param name="points">The time of each report and the units that were done.</param>
    /// <param name="units">All units.</param>
    /// <param name="elapsed">The duration of the call until it stopped.</param>
    public static double Extend(IReadOnlyList<(double Seconds, long Done)> points, long units, double elapsed)
    {
        if (points.Count == 0 || points[^1].Done >= units)
        {
            return elapsed;
        }

        var (first, last) = (points[0], points[^1]);
        var perUnit = last.Done > first.Done
            ? (last.Seconds - first.Seconds) / (last.Done - first.Done)
            : first.Seconds / first.Done;
        return last.Seconds + ((units - last.Done) * perUnit);
    }

    public void Report(LanaProgress value)
    {
        Units = value.Of;
        if (value.Done > 0)
        {
            _points.Add((_time.GetElapsedTime(_start).TotalSeconds, value.Done));
        }

        if (_points.Count >= _reports)
        {
            _stop.Cancel();
        }
    }
}
