using Lana.Selection;

namespace Lana.Benchmarks.Interactions;

/// <summary>Every way to choose, at one budget.</summary>
internal sealed class BudgetRun(InteractionBench bench, double share, CancellationToken cancellationToken)
{
    public const string Ranked = "additive, ranked";

    public async Task<IReadOnlyList<WayRow>> RunAsync()
    {
        var additive = bench.Problem(share, []);
        var first = await SelectAsync(additive, 1);
        var ranked = await SelectAsync(additive, bench.Settings.Solutions);
        var ((terms, networks), measuring) = await Cost.OfAsync(() => bench.ScorePairsAsync(share, cancellationToken));
        var paired = bench.Problem(share, terms);
        var pairedFirst = (await SelectAsync(paired, 1)).After(networks, measuring);
        var pairedRanked = (await SelectAsync(paired, bench.Settings.Solutions)).After(networks, measuring);
        return
        [
            await RowAsync("additive", first),
            await RowAsync(Ranked, ranked),
            await RowAsync("pairs", pairedFirst),
            await RowAsync("pairs, ranked", pairedRanked),
            await RowAsync("additive, refined", await RefineAsync(additive, first)),
            await RowAsync("additive, ranked, refined", await RefineAsync(additive, ranked)),
        ];
    }

    private async Task<Found> SelectAsync(SelectionProblem problem, int solutions)
    {
        var ((selection, networks), cost) = await Cost.OfAsync(async () =>
        {
            var found = bench.Select(problem, solutions, cancellationToken);
            if (solutions == 1)
            {
                return (found[0], 0);
            }

            var losses = await bench.RankAsync(found, cancellationToken);
            return (found.Zip(losses).MinBy(pair => pair.Second).First, found.Count);
        });
        return new Found(selection, networks, cost);
    }

    private async Task<Found> RefineAsync(SelectionProblem problem, Found start)
    {
        var (refined, cost) = await Cost.OfAsync(() => bench.RefineAsync(problem, start.Selection, cancellationToken));
        return new Found(refined.Selection, refined.Evaluations, cost).After(start.Networks, start.Cost);
    }

    private async Task<WayRow> RowAsync(string way, Found found) => new(
        share,
        way,
        (await bench.RankAsync([found.Selection], cancellationToken))[0],
        await bench.JudgeAsync(found.Selection, cancellationToken),
        found.Networks,
        found.Cost);

    private sealed record Found(SelectionSolution Selection, int Networks, Cost Cost)
    {
        public Found After(int networks, Cost cost) =>
            this with { Networks = Networks + networks, Cost = Cost.Plus(cost) };
    }
}
