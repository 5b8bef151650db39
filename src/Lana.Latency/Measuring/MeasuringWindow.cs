using System.Runtime.InteropServices;
using Lana.Storage;

namespace Lana.Measuring;

/// <summary>Times several subjects in turn: warm-up, then rounds that time each once, in a new random order every round.</summary>
internal sealed class MeasuringWindow(
    IReadOnlyList<ITimedRun> subjects,
    ITimedRun reference,
    double calmReference,
    MeasuringPlan plan,
    TimeProvider clock,
    IStopwatch stopwatch)
{
    private const int RoundsBetweenChecks = 5;

    private readonly List<double>[] _times = [.. subjects.Select(_ => new List<double>(plan.MinRounds))];
    private readonly List<double> _reference = [];

    public IReadOnlyList<LatencyMeasurement> Measure(CancellationToken cancellationToken)
    {
        foreach (var subject in subjects)
        {
            Warm(subject, cancellationToken);
        }

        var order = Enumerable.Range(0, subjects.Count).ToArray();
        var random = new SplitMix64(SeedMix.Of(plan.Seed, "rounds"));
        var started = clock.GetTimestamp();
        do
        {
            random.Shuffle(order);
            Round(order, cancellationToken);
        }
        while (!IsDone(clock.GetElapsedTime(started)));

        return Summaries();
    }

    private void Warm(ITimedRun subject, CancellationToken cancellationToken)
    {
        var warmUp = new WarmUp(plan.MaxWarmUpRuns);
        while (!warmUp.IsDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            warmUp.Add(Time(subject));
        }
    }

    private void Round(ReadOnlySpan<int> order, CancellationToken cancellationToken)
    {
        reference.Run();
        _reference.Add(Time(reference));
        foreach (var index in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (subjects[index].IsWhole)
            {
                subjects[index].Run();
            }

            _times[index].Add(Time(subjects[index]));
        }
    }

    private bool IsDone(TimeSpan elapsed)
    {
        var rounds = _reference.Count;
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
        var factors = Drift.Factors(CollectionsMarshal.AsSpan(_reference), calmReference);
        return [.. _times.Select(times => SampleStatistics.Summarise(
            [.. times.Zip(factors, (time, factor) => time / factor)]))];
    }

    private double Time(ITimedRun run)
    {
        var started = stopwatch.Milliseconds;
        run.Run();
        return stopwatch.Milliseconds - started;
    }
}
