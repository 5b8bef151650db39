using System.Diagnostics;
using Lana.Candidates;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Fine-tunes the largest network of a growing series that meets a budget.</summary>
internal sealed class GrowingSeries(Experiment experiment, PrunedPool pool, PeerTuner tuner)
{
    /// <summary>Searches the series, and fine-tunes the network that it finds.</summary>
    /// <param name="series">The method, one of <see cref="PeerSeries"/>.</param>
    /// <param name="what">The network, for the console.</param>
    /// <param name="last">The largest number of the series; the smallest is 0.</param>
    /// <param name="network">The operation of each layer, for a number.</param>
    /// <param name="budget">A share of the teacher's latency.</param>
    /// <param name="absence">The note if no network is within the budget.</param>
    /// <param name="cancellationToken">Stops within one step.</param>
    public async Task<PeerOutcome> MakeAsync(
        string series,
        string what,
        int last,
        Func<int, IReadOnlyList<Operation>> network,
        double budget,
        string absence,
        CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var found = await new LargestWithin(experiment).FindAsync(
            last, number => pool.Define(network(number)), budget, cancellationToken);
        if (found is null)
        {
            return PeerOutcome.Absent(series, budget, absence);
        }

        var operations = network(found.Number);
        var score = await tuner.TuneAsync(pool.Assemble(operations), what, cancellationToken);
        return PeerOutcome.Of(new PeerRow(
            series,
            series,
            budget,
            found.Share,
            score,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            [.. operations.Select(operation => operation.Name)]));
    }
}
