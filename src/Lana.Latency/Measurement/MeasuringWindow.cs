namespace Lana.Measurement;

/// <summary>Times several subjects in turn: warm-up, then rounds that time each once, in a new random order every
/// round, with the references among them. If the machine is disturbed, it continues until enough rounds were
/// undisturbed.</summary>
internal sealed class MeasuringWindow(
    IReadOnlyList<ITimedRun> subjects,
    IReadOnlyList<ITimedRun> references,
    InterferenceMonitor monitor,
    MeasuringPlan plan,
    IStopwatch stopwatch)
{
    private const int RoundsBetweenChecks = 20;
    private const int MinCalmRounds = 5;
    private const double MaxTimeFactor = 2.0;
    private const double LongFactor = 10.0;

    private readonly double _limitMs = plan.TimePerSubject.TotalMilliseconds * subjects.Count;
    private readonly bool _isWhole = subjects.All(run => run.IsWhole);
    private readonly ITimedRun[] _runs = [.. subjects, .. references];
    private readonly List<double>[] _times =
        [.. Enumerable.Range(0, subjects.Count + references.Count).Select(_ => new List<double>(plan.MinRounds))];

    public IReadOnlyList<LatencyEstimate> Measure(CancellationToken cancellationToken)
    {
        foreach (var run in _runs)
        {
            Warm(run, cancellationToken);
        }

        var order = Enumerable.Range(0, _runs.Length).ToArray();
        var random = new SplitMix64(SeedMix.Of(plan.Seed, "rounds"));
        var started = stopwatch.Milliseconds - monitor.WaitedMs;
        var rounds = 0;
        do
        {
            random.Shuffle(order);
            Round(order, cancellationToken);
            rounds++;
            monitor.Await(
                references, [.. _times.Skip(subjects.Count).Select(times => times[^1])], cancellationToken);
        }
        while (!IsDone(rounds, stopwatch.Milliseconds - monitor.WaitedMs - started));

        return Summaries();
    }

    private void Warm(ITimedRun run, CancellationToken cancellationToken)
    {
        var warmUp = new WarmUp(plan.MaxWarmUpRuns);
        while (!warmUp.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            warmUp.Add(stopwatch.Once(run));
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
        if (rounds < MinRounds(elapsedMs))
        {
            return false;
        }

        if (rounds >= plan.MaxRounds || elapsedMs >= MaxTimeFactor * _limitMs)
        {
            return true;
        }

        return elapsedMs >= _limitMs
            ? CalmRounds(Polished().Factors).Length >= plan.MinRounds
            : rounds % RoundsBetweenChecks == 0 && Summaries().TrueForAll(IsPrecise);
    }

    // A whole network is timed three times in each round, and in several windows.
    private int MinRounds(double elapsedMs) =>
        _isWhole && elapsedMs >= LongFactor * _limitMs ? HalfOf(plan.MinRounds) : plan.MinRounds;

    private bool IsPrecise(LatencyEstimate measurement) => measurement.RelativeError <= plan.TargetError;

    private (double[][] Series, double[] Factors) Polished() =>
        RoundPolish.Polish([.. _times.Select(times => times.ToArray())]);

    private static int[] CalmRounds(double[] factors) =>
        RoundPolish.Calm(factors, Math.Min(MinCalmRounds, HalfOf(factors.Length)));

    private static int HalfOf(int rounds) => (rounds + 1) / 2;

    private List<LatencyEstimate> Summaries()
    {
        var (polished, factors) = Polished();
        var calm = CalmRounds(factors);
        LatencyEstimate CalmOf(double[] times) =>
            SampleStatistics.Summarise([.. calm.Select(round => times[round])]);
        var measured = polished.Take(subjects.Count).Select(CalmOf);
        if (references.Count == 0)
        {
            return [.. measured];
        }

        // Polished times are those of a typical round, which may not be undisturbed.
        var typical = polished.Skip(subjects.Count).Average(times => CalmOf(times).LatencyMs);
        var reference = typical * SampleStatistics.Quantile([.. calm.Select(round => factors[round])], 0.5);
        return [.. measured.Select(measurement =>
            (measurement with { UndisturbedReferenceMs = typical, ReferenceMs = reference }).AtReference(monitor.CalmMs))];
    }
}
