using Lana.Candidates;
using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;
using Lana.Reproduction.Setup;
using Lana.Scoring;
using Lana.Solvers;
using Lana.Tables;

namespace Lana.Reproduction.Tables;

/// <summary>The operations that are chosen in each layer: the paper's pictures of final networks.</summary>
internal sealed class InsightTable() : ResultTable<InsightResult>(
    "insights", "What is chosen where, at half the teacher's latency (the paper's figures)", "v1")
{
    private const double Share = 0.5;
    private const int Selections = 100;

    protected override async Task<InsightResult> MeasureAsync(
        Experiment experiment, CancellationToken cancellationToken)
    {
        using var prepared = await PreparedPool.OpenAsync(experiment, new StudentPlan("insights"), cancellationToken);
        var scores = await prepared.ScoreAsync(ScoreKind.LossChange, cancellationToken);
        var solutions = new IlpOperationSelector().Select(
            PreparedPool.Problem(scores, prepared.Table, Share),
            new SelectionOptions { Solutions = Selections },
            cancellationToken: cancellationToken).Solutions;
        var layers = experiment.Teacher.Definition.Layers;
        var byName = prepared.Candidates.ToDictionary(candidate => candidate.Key);
        var columns = layers.Select((layer, index) =>
        {
            var choice = solutions[0].Selection[index];
            return new InsightColumn(
                layer.Name,
                choice.Operation,
                Latency(prepared.Table, layer.Name, TeacherOperation.OperationName),
                Latency(prepared.Table, layer.Name, choice.Operation),
                layer.Definition.Cost(layer.Input).Parameters,
                byName[choice].Cost.Parameters);
        }).ToList();
        var families = solutions
            .SelectMany(solution => solution.Selection)
            .CountBy(choice => byName[choice].Operation.Family)
            .OrderByDescending(pair => pair.Value)
            .ToDictionary(pair => pair.Key, pair => (double)pair.Value / (solutions.Count * layers.Length));
        return new InsightResult(columns, families, solutions.Count);
    }

    protected override void Write(IReadOnlyList<Cell<InsightResult>> cells, ResultPage page)
    {
        foreach (var cell in cells)
        {
            var (columns, result) = (cell.Result.Columns, cell.Result);
            page.Text($"{cell.Family}, seed {cell.Seed}: how often each family is chosen over {result.Selections} selections.");
            page.Table(
                ["family", "share of layers, %"],
                result.Families.Select(pair => (object[])[pair.Key, Figures.Percent(pair.Value)]));
            page.Table(["third of the network", "teacher's latency, %", "student's, %"], Thirds(columns));
            page.Picture($"insights-{cell.Family}-seed{cell.Seed}", $"{cell.Family}: latency of each layer, before and after", plot =>
            {
                var places = Enumerable.Range(0, columns.Count).Select(index => (double)index).ToArray();
                Bars(plot, places, -0.2, "teacher", columns.Select(column => column.TeacherMs));
                Bars(plot, places, 0.2, "student", columns.Select(column => column.StudentMs));
                plot.Axes.Bottom.SetTicks(places, [.. columns.Select(column => $"{column.Layer} {column.Operation}")]);
                plot.Axes.Bottom.TickLabelStyle.Rotation = 90;
                plot.Axes.Bottom.TickLabelStyle.Alignment = ScottPlot.Alignment.MiddleLeft;
                plot.Axes.Bottom.MinimumSize = 200;
                plot.YLabel("ms");
                plot.ShowLegend(ScottPlot.Edge.Right);
            });
            page.Table(
                ["layer", "operation", "teacher's ms", "ms", "teacher's parameters", "parameters"],
                columns.Select(column => (object[])[
                    column.Layer,
                    column.Operation,
                    Figures.Number(column.TeacherMs),
                    Figures.Number(column.StudentMs),
                    column.TeacherParameters,
                    column.StudentParameters,
                ]));
        }
    }

    private static IEnumerable<object[]> Thirds(IReadOnlyList<InsightColumn> columns)
    {
        var (teacher, student) = (columns.Sum(column => column.TeacherMs), columns.Sum(column => column.StudentMs));
        return columns
            .Select((column, index) => (Column: column, Third: 3 * index / columns.Count))
            .GroupBy(pair => pair.Third, pair => pair.Column)
            .Select(third => (object[])[
                ((string[])["first", "second", "last"])[third.Key],
                Figures.Percent(third.Sum(column => column.TeacherMs) / teacher),
                Figures.Percent(third.Sum(column => column.StudentMs) / student),
            ]);
    }

    private static void Bars(
        ScottPlot.Plot plot, double[] places, double offset, string name, IEnumerable<double> heights)
    {
        var bars = plot.Add.Bars([.. places.Select(place => place + offset)], [.. heights]);
        bars.LegendText = name;
        foreach (var bar in bars.Bars)
        {
            bar.Size = 0.4;
        }
    }

    private static double Latency(LatencyTable table, string layer, string operation) =>
        table.Find(new(layer, operation))!.LatencyMs;
}
