using System.Diagnostics;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Prunes every layer alike, as little as the budget asks for, and leaves none out.</summary>
internal sealed class UniformPruning(Experiment experiment, PrunedPool pool, PeerTuner tuner)
{
    public Task<PeerOutcome> MakeAsync(double budget, CancellationToken cancellationToken) => PrunedPool.Widths.Count == 0
        ? Task.FromResult(PeerOutcome.Absent(
            PeerSeries.Uniform, budget, "there are no operations that prune a layer"))
        : experiment.KeptAsync(
            FormattableString.Invariant(
                $"peers {PeerSeries.Uniform} {string.Join(' ', PrunedPool.Widths)} {budget} {experiment.Meter.Profile.Key}"),
            () => SearchAsync(budget, cancellationToken));

    private async Task<PeerOutcome> SearchAsync(double budget, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var teacher = experiment.Teacher.Definition;
        var networks = PrunedPool.Widths
            .Select(width => KeptLayers.Spread(teacher, KeptLayers.Removable(teacher), width))
            .ToList();
        var found = await new LargestWithin(experiment).FindAsync(
            networks.Count - 1, number => pool.Define(networks[number]), budget, cancellationToken);
        if (found is null)
        {
            return PeerOutcome.Absent(PeerSeries.Uniform, budget, "the narrowest network is above the budget");
        }

        var operations = networks[found.Number];
        var score = await tuner.TuneAsync(
            pool.Assemble(operations), $"{PeerSeries.Uniform}, {budget}", cancellationToken);
        return PeerOutcome.Of(new PeerRow(
            PeerSeries.Uniform,
            PeerSeries.Uniform,
            budget,
            found.Share,
            score,
            pool.Seconds + Stopwatch.GetElapsedTime(started).TotalSeconds,
            [.. operations.Select(operation => operation.Name)]));
    }
}
