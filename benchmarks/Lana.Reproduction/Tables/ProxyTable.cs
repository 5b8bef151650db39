using Lana.Analysis.Baselines;
using Lana.FineTuning;
using Lana.Networks;
using Lana.Problem;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;
using Lana.Scoring;
using Lana.Selections;
using Lana.Solvers;

namespace Lana.Reproduction.Tables;

/// <summary>LANA's Figure 4: tests whether the sum of scores ranks assembled networks.</summary>
internal sealed class ProxyTable() : ResultTable<IReadOnlyList<ProxyPoint>>(
    "proxy", "The linear proxy: the sum of scores against assembled networks (Figure 4)", "v1")
{
    private const int Evaluated = 1000;

    private static readonly double[] Shares = [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9];

    protected override async Task<IReadOnlyList<ProxyPoint>> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        using var prepared = await PreparedPool.OpenAsync(experiment, new StudentPlan("proxy"), cancellationToken);
        var losses = await prepared.ScoreAsync(ScoreKind.LossChange, cancellationToken);
        var divergences = await prepared.ScoreAsync(ScoreKind.Divergence, cancellationToken);
        var selections = Shares.SelectMany(share => Select(
                PreparedPool.Problem(losses, prepared.Table, share),
                experiment.Scale.ProxyNetworks / Shares.Length,
                (int)experiment.Seed)
            .Select(choices => (Share: share, Choices: choices))).ToList();
        var ranked = await prepared.RankAsync(
            [.. selections.Select(selection => prepared.Assemble(selection.Choices))], cancellationToken);
        var points = new List<ProxyPoint>();
        foreach (var ((share, choices), loss) in selections.Zip(ranked))
        {
            points.Add(new ProxyPoint(
                share,
                choices.Sum(choice => losses[new(choice.Layer, choice.Operation)]),
                choices.Sum(choice => divergences[new(choice.Layer, choice.Operation)]),
                loss,
                await AccuracyAsync(experiment, prepared.Assemble(choices), cancellationToken)));
        }

        return points;
    }

    protected override void Write(IReadOnlyList<Cell<IReadOnlyList<ProxyPoint>>> cells, ResultPage page)
    {
        foreach (var cell in cells)
        {
            var points = cell.Result;
            page.Text($"{cell.Family}, seed {cell.Seed}: {points.Count} networks; Kendall's τ over all, and its mean within each budget.");
            page.Table(
                ["score", "τ with loss", "within budgets", "τ with accuracy", "within budgets"],
                [
                    Row("Σ change of the loss", points, point => point.LossSum),
                    Row("Σ divergence", points, point => point.DivergenceSum),
                    Row("Σ change of the loss, selected networks alone", Half(points, isSelected: true), point => point.LossSum),
                    Row("Σ change of the loss, drawn networks alone", Half(points, isSelected: false), point => point.LossSum),
                ]);
            page.Picture($"proxy-{cell.Family}-seed{cell.Seed}", $"{cell.Family}: sum of scores against the loss of the network", plot =>
            {
                foreach (var budget in points.GroupBy(point => point.Share))
                {
                    plot.Add.ScatterPoints(
                        budget.Select(point => point.LossSum).ToArray(),
                        budget.Select(point => point.Loss).ToArray()).LegendText = $"budget {budget.Key}";
                }

                plot.XLabel("Σ change of the loss");
                plot.YLabel("training loss, batch statistics");
                plot.ShowLegend();
            });
        }
    }

    private static object[] Row(string name, IReadOnlyList<ProxyPoint> points, Func<ProxyPoint, double> score) =>
    [
        name,
        Figures.Number(Tau(points, score, point => point.Loss)),
        Figures.Number(Within(points, score, point => point.Loss)),
        Figures.Number(Tau(points, score, point => -point.Accuracy)),
        Figures.Number(Within(points, score, point => -point.Accuracy)),
    ];

    private static double Tau(
        IEnumerable<ProxyPoint> points, Func<ProxyPoint, double> score, Func<ProxyPoint, double> truth) =>
        RankCorrelation.Kendall([.. points.Select(score)], [.. points.Select(truth)]);

    private static double Within(
        IEnumerable<ProxyPoint> points, Func<ProxyPoint, double> score, Func<ProxyPoint, double> truth) =>
        points.GroupBy(point => point.Share).Average(budget => Tau(budget, score, truth));

    // In the order in which Select returns those of a budget.
    private static List<ProxyPoint> Half(IReadOnlyList<ProxyPoint> points, bool isSelected) =>
        [.. points.GroupBy(point => point.Share).SelectMany(budget =>
            isSelected ? budget.Take(budget.Count() / 2) : budget.Skip(budget.Count() / 2))];

    // Half of them are good and diverse, half are random.
    private static IEnumerable<Selection> Select(SelectionProblem problem, int count, int seed)
    {
        var half = Math.Max(1, count / 2);
        var options = new SelectionOptions { Solutions = half, Seed = seed };
        return new IlpOperationSelector().Select(problem, options).Solutions
            .Concat(new RandomSelector(draws: half).Select(problem, options).Solutions)
            .Select(solution => solution.Selection)
            .Distinct();
    }

    private static async Task<double> AccuracyAsync(
        Experiment experiment, Network view, CancellationToken cancellationToken)
    {
        using var network = view.Detach();
        await Recalibration.RunAsync(network, experiment.Data.Train, Evaluated, experiment.Seed, cancellationToken);
        var data = Data.BatchSourceExtensions.Take(experiment.Data.HeldOut, Math.Min(Evaluated, experiment.Data.HeldOut.Count));
        return (await NetworkEvaluator.EvaluateAsync(network, data, cancellationToken: cancellationToken)).Accuracy;
    }
}
