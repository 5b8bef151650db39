using Lana.Candidates;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Leaves layers out evenly, as few as the budget allows; kept layers may be pruned.</summary>
internal sealed class EvenRemoval(Experiment experiment, PrunedPool pool, PeerTuner tuner)
{
    /// <summary>The teacher's own layers, some of them left out.</summary>
    public Task<PeerOutcome> MakeAsync(double budget, CancellationToken cancellationToken) =>
        MakeAsync(Operation.Teacher, budget, cancellationToken);

    /// <summary>The best network by held-out loss over the widths of kept layers, including the full width.</summary>
    public async Task<PeerOutcome> MakePrunedAsync(double budget, CancellationToken cancellationToken)
    {
        if (PrunedPool.Widths.Count == 0)
        {
            return PeerOutcome.Absent(PeerSeries.EvenPruned, budget, "there are no operations that prune a layer");
        }

        var rows = new List<PeerRow>();
        foreach (var operation in PrunedPool.Widths.Append(Operation.Teacher))
        {
            if ((await MakeAsync(operation, budget, cancellationToken)).Row is { } row)
            {
                rows.Add(row);
            }
        }

        return rows.MinBy(row => row.Score.HeldOutLoss) is not { } best
            ? PeerOutcome.Absent(PeerSeries.EvenPruned, budget, "the narrowest network is above the budget")
            : PeerOutcome.Of(best with
            {
                Name = PeerSeries.EvenPruned,
                Series = PeerSeries.EvenPruned,
                Seconds = pool.Seconds + rows.Sum(row => row.Seconds),
            });
    }

    private Task<PeerOutcome> MakeAsync(Operation kept, double budget, CancellationToken cancellationToken) =>
        experiment.KeptAsync(
            FormattableString.Invariant($"peers {PeerSeries.Even} {kept} {budget} {experiment.Meter.Profile.Key}"),
            () => new GrowingSeries(experiment, pool, tuner).MakeAsync(
                PeerSeries.Even,
                $"{PeerSeries.Even}, {kept}, {budget}",
                KeptLayers.Removable(experiment.Teacher.Definition),
                count => KeptLayers.Spread(experiment.Teacher.Definition, count, kept),
                budget,
                "the layers that cannot be left out are above the budget",
                cancellationToken));
}
