using Lana.Storage;

namespace Lana.Measuring;

/// <summary>Times several subjects in turn: warm-up, then rounds that time each once, in a new random order every round, with the
/// references among them.</summary>
/// <param name="subjects">What is timed.</param>
/// <param name="references">Fixed models that are timed in every window; may be none.</param>
/// <param name="calmReference">What a reference takes while nobody disturbs, in milliseconds.</param>
/// <param name="plan">How long.</param>
/// <param name="clock">The clock for the time that is spent.</param>
/// <param name="stopwatch">What runs are timed with.</param>
internal sealed class MeasuringWindow(
    IReadOnlyList<ITimedRun> subjects,
    IReadOnlyList<ITimedRun> references,
    double calmReference,
    MeasuringPlan plan,
    TimeProvider clock,
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
        var started = clock.GetTimestamp();
        var rounds = 0;
        do
        {
            random.Shuffle(order);
            Round(order, cancellationToken);
            rounds++;
        }
        while (!IsDone(rounds, clock.GetElapsedTime(started)));

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

    private bool IsDone(int rounds, TimeSpan elapsed)
    {
        if (rounds < plan.MinRounds)
        {
            return false;
        }

        return rounds >= plan.MaxRounds
            || elapsed >= plan.TimePerSubject * subjects.Count
            || (rounds % RoundsBetweenChecks == 0 && Summaries().All(summary => summary.RelativeError <= plan.TargetError));
    }

    private List<LatencyMeasurement> Summaries()
    {
        var polished = RoundPolish.Polish([.. _times.Select(times => times.ToArray())]);
        var scale = references.Count == 0
            ? 1.0
            : calmReference / polished.Skip(subjects.Count).Average(times => SampleStatistics.Summarise(times).MedianMs);
        return [.. polished.Take(subjects.Count)
            .Select(times => SampleStatistics.Summarise([.. times.Select(time => time * scale)]))];
    }
}
