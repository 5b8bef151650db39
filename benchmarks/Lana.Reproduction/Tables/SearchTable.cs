using Lana.Analysis.Baselines;
using Lana.Problem;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;
using Lana.Solvers;

namespace Lana.Reproduction.Tables;

/// <summary>LANA's Table 5: search methods at one budget, each followed by the same fine-tuning.</summary>
internal sealed class SearchTable() : ResultTable<IReadOnlyList<SearchRow>>(
    "search", "Ways of searching at half the teacher's latency, the same fine-tuning (Table 5)", "v1")
{
    public override IReadOnlyList<double> Budgets { get; } = [0.5];

    protected override async Task<IReadOnlyList<SearchRow>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        var share = experiment.Options.Budgets[0];
        var rows = new List<SearchRow>();
        foreach (var plan in Plans((int)experiment.Seed, experiment.Scale.Solutions))
        {
            rows.Add(await experiment.KeptAsync(
                $"search {plan.FingerprintAt(share)}",
                () => SearchAsync(experiment, plan, share, cancellationToken)));
        }

        return rows;
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<SearchRow>>> cells, ResultPage page)
    {
        page.FamilyTable(
            cells,
            ["search", "seconds", "Σa of its best", "loss assembled", "measured share", "accuracy, %"],
            row => row.Search,
            rows =>
            [
                Figures.Number(rows.Average(row => row.Seconds)),
                Figures.Number(rows.Average(row => row.Objective)),
                Figures.Number(rows.Average(row => row.Student.RankedLoss)),
                Figures.Number(rows.Average(row => 1.0 / row.Student.Speedup)),
                Figures.Percent([.. rows.Select(row => row.Student.Accuracy)]),
            ]);
    }

    private static async Task<SearchRow> SearchAsync(
        Experiment experiment, StudentPlan plan, double share, CancellationToken cancellationToken)
    {
        var timed = new TimedSelector(
            plan.Selector ?? new IlpOperationSelector(new SelectionOptions { Solutions = plan.Solutions ?? experiment.Scale.Solutions }));
        using var result = await experiment.AccelerateAsync(
            plan with { Selector = timed }, Budget.Latency(share), cancellationToken);
        return new SearchRow(
            plan.Name, timed.Seconds, timed.Objective, await StudentRow.OfAsync(experiment, result, cancellationToken));
    }

    private static StudentPlan[] Plans(int seed, int solutions) =>
    [
        new("ILP, K = 1") { Solutions = 1 },
        new($"ILP, K = {solutions}") { Solutions = solutions },
        new("random") { Solutions = 1, Selector = new SeededSelector(new RandomSelector(draws: 1), seed) },
        new("evolutionary") { Solutions = 1, Selector = new SeededSelector(new EvolutionarySelector(), seed) },
        new("greedy") { Solutions = 1, Selector = new GreedySelector(new SelectionOptions { Solutions = 1 }) },
        new("uniform") { Solutions = 1, Selector = new UniformSelector(new SelectionOptions { Solutions = 1 }) },
    ];
}
