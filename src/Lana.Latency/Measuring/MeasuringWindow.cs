using Lana.Storage;

namespace Lana.Measuring;

/// <summary>Times several subjects in turn: warm-up, then rounds that time each once, in a new random order every
/// round, with the references among them.</summary>
/// <param name="subjects">What is timed.</param>
/// <param name="references">Fixed models that are timed in every window; may be none.</param>
/// <param name="calmReference">What a reference takes while nobody disturbs, in milliseconds.</param>
/// <param name="plan">How long.</param>
/// <param name="stopwatch">What runs are timed with.</param>
internal sealed class MeasuringWindow(
    IReadOnlyList<ITimedRun> subjects,
    IReadOnlyList<ITimedRun> references,
    double calmReference,
    MeasuringPlan plan,
    IStopwatch stopwatch)
{
    private const int RoundsBetweenChecks = 20;

    private readonly ITimedRun[] _runs = [.. subjects, .. references];
    private readonly List<double>[] _times =
        [.. Enumerable.Range(0, subjects.Count + references.Count).Select(_ => new List<double>(plan.MinRounds))];

    public IReadOnlyList<LatencyMeasurement> Measure(CancellationToken cancellationToken)
    {
        foreach (var run in _runs)
        {
            Warm(run, cancellationToken);
        }

        var order = Enumerable.Range(0, _runs.Length).ToArray();
        var random = new SplitMix64(SeedMix.Of(plan.Seed, "rounds"));
        var started = stopwatch.Milliseconds;
        var rounds = 0;
        do
        {
            random.Shuffle(order);
            Round(order, cancellationToken);
            rounds++;
        }
        while (!IsDone(rounds, stopwatch.Milliseconds - started));

        return Summaries();
    }

    private void Warm(ITimedRun run, CancellationToken cancellationToken)
    {
        var warmUp = new WarmUp(plan.MaxWarmUpRuns);
        while (!warmUp.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            warmUp.Add(stopwatch.Time(run));
        }
    }

    private void Round(ReadOnlySpan<int> order, CancellationToken cancellationToken)
    {
        foreach (var index in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _times[index].Add(stopwatch.Time(_runs[index]));
        }
    }

    private bool IsDone(int rounds, double elapsedMs)
    {
        if (rounds < plan.MinRounds)
        {
            return false;
        }

        return rounds >= plan.MaxRounds
            || elapsedMs >= plan.TimePerSubject.TotalMilliseconds * subjects.Count
            || (rounds % RoundsBetweenChecks == 0 && Summaries().TrueForAll(IsPrecise));
    }

    private bool IsPrecise(LatencyMeasurement measurement) => measurement.RelativeError <= plan.TargetError;

    private List<LatencyMeasurement> Summaries()
    {
        var (polished, factors) = RoundPolish.Polish([.. _times.Select(times => times.ToArray())]);
        var calm = RoundPolish.Calm(factors, plan.MinRounds);
        double[] CalmOf(double[] times) => [.. calm.Select(round => times[round])];
        var scale = references.Count == 0
            ? 1.0
            : calmReference / polished.Skip(subjects.Count)
                .Average(times => SampleStatistics.Summarise(CalmOf(times)).MedianMs);
        return [.. polished
            .Take(subjects.Count)
            .Select(times => Scaled(SampleStatistics.Summarise(CalmOf(times)), scale))];
    }

    private static LatencyMeasurement Scaled(LatencyMeasurement measurement, double scale) => measurement with
    {
        MedianMs = measurement.MedianMs * scale,
        P10Ms = measurement.P10Ms * scale,
        P90Ms = measurement.P90Ms * scale,
    };
}
