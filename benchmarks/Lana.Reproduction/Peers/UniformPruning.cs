using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Peers;

/// <summary>Prunes every layer by the same share, as little as the budget allows, and leaves none out.</summary>
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
        var teacher = experiment.Teacher.Definition;
        var outcome = await new GrowingSeries(experiment, pool, tuner).MakeAsync(
            PeerSeries.Uniform,
            $"{PeerSeries.Uniform}, {budget}",
            PrunedPool.Widths.Count - 1,
            number => KeptLayers.Spread(teacher, KeptLayers.Removable(teacher), PrunedPool.Widths[number]),
            budget,
            "the narrowest network is above the budget",
            cancellationToken);
        return outcome.Row is { } row ? PeerOutcome.Of(row with { Seconds = pool.Seconds + row.Seconds }) : outcome;
    }
}
