using System.Diagnostics;
using Lana.Candidates;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Leaves layers out evenly, as few as the budget asks for; kept layers may be pruned.</summary>
internal sealed class EvenRemoval(Experiment experiment, PrunedPool pool, PeerTuner tuner)
{
    /// <summary>The teacher's own layers, some of them left out.</summary>
    public Task<PeerOutcome> MakeAsync(double budget, CancellationToken cancellationToken) =>
        MakeAsync(Operation.Teacher, budget, cancellationToken);

    /// <summary>The best by held-out loss over the widths of kept layers, the full width among them.</summary>
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
            () => SearchAsync(kept, budget, cancellationToken));

    private async Task<PeerOutcome> SearchAsync(Operation kept, double budget, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var teacher = experiment.Teacher.Definition;
        var found = await new LargestWithin(experiment).FindAsync(
            KeptLayers.Removable(teacher),
            count => pool.Define(KeptLayers.Spread(teacher, count, kept)),
            budget,
            cancellationToken);
        if (found is null)
        {
            return PeerOutcome.Absent(
                PeerSeries.Even, budget, "the layers that cannot be left out are above the budget");
        }

        var operations = KeptLayers.Spread(teacher, found.Number, kept);
        var score = await tuner.TuneAsync(
            pool.Assemble(operations), $"{PeerSeries.Even}, {kept}, {budget}", cancellationToken);
        return PeerOutcome.Of(new PeerRow(
            PeerSeries.Even,
            PeerSeries.Even,
            budget,
            found.Share,
            score,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            [.. operations.Select(operation => operation.Name)]));
    }
}
