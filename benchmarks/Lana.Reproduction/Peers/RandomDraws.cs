using System.Diagnostics;
using System.Runtime.CompilerServices;
using Lana.Internal;
using Lana.Measurement;
using Lana.Reproduction.Setup;
using Lana.Selections;

namespace Lana.Reproduction.Peers;

/// <summary>Draws random networks near a budget and measures them, a few at a time.</summary>
/// <param name="experiment">The cell.</param>
/// <param name="pool">Assembles networks.</param>
/// <param name="walk">Draws selections.</param>
/// <param name="series">The method that needs them.</param>
/// <param name="budget">A share of the teacher's latency.</param>
internal sealed class RandomDraws(
    Experiment experiment, PreparedPool pool, RandomWalk walk, string series, double budget)
{
    private const double Minimum = 0.93;
    private const int Together = 4;
    private const int Batches = 32;
    private const int Attempts = 2000;

    private readonly List<DrawnNetwork> _drawn = [];

    /// <summary>Returns true if a network is within the budget and close to it.</summary>
    public bool IsNear(DrawnNetwork network) => network.Share >= Minimum * budget && network.Share <= budget;

    /// <summary>Returns batches of different networks, until no further ones are found.</summary>
    public async IAsyncEnumerable<DrawnBatch> DrawAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = 0; number < Batches; number++)
        {
            var batch = await experiment.KeptAsync(
                FormattableString.Invariant($"peers {series} {budget} draw {number} {experiment.Meter.Profile.Key}"),
                () => MeasureAsync(number, cancellationToken));
            if (batch.Networks.Count == 0)
            {
                yield break;
            }

            _drawn.AddRange(batch.Networks);
            yield return batch;
        }
    }

    private async Task<DrawnBatch> MeasureAsync(int number, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var selections = Draw(number);
        if (selections.Count == 0)
        {
            return new DrawnBatch([], 0.0);
        }

        var pairs = await experiment.BesideTeacherAsync(
            selections.ConvertAll(selection => LatencySubject.Of(pool.Assemble(selection))),
            experiment.Meter,
            cancellationToken);
        return new DrawnBatch(
            [.. selections.Zip(pairs, (selection, pair) =>
                new DrawnNetwork(selection, walk.Predict(selection), pair.Share))],
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private List<Selection> Draw(int number)
    {
        var random = new SplitMix64(SeedMix.Of(experiment.Seed, number, series));
        var known = _drawn.Select(network => network.Selection).ToHashSet();
        var selections = new List<Selection>();

        // The mean ratio of the measured and the predicted latency of the random networks so far.
        var factor = _drawn.Count == 0 ? 1.0 : _drawn.Average(network => network.Share / network.PredictedShare);
        for (var attempt = 0; attempt < Attempts && selections.Count < Together; attempt++)
        {
            if (walk.Draw(ref random, Minimum * budget / factor, budget / factor) is { } selection && known.Add(selection))
            {
                selections.Add(selection);
            }
        }

        return selections;
    }
}
