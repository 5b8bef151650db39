using Lana.Reproduction.Cells;
using Lana.Reproduction.Rendering;

namespace Lana.Reproduction.Peers;

/// <summary>The tables and pictures of one family.</summary>
internal static class PeersPage
{
    private static readonly string[] Columns =
    [
        "way", "measured share", "accuracy, %", "against the best plain peer", "held-out loss", "layers kept", "seconds",
    ];

    public static void Write(IReadOnlyList<Cell<PeersResult>> cells, ResultPage page)
    {
        var results = cells.Select(cell => cell.Result).ToList();
        page.Text($"{cells[0].Family}: the teacher's test accuracy is {Figures.Percent(results[0].TeacherAccuracy)} %.");
        foreach (var budget in results.SelectMany(result => result.Rows).Select(row => row.Budget).Distinct().Order())
        {
            page.Text($"{cells[0].Family}, {budget} of the teacher's latency, seeds {Seeds(cells, budget)}.");
            page.Table(Columns, Rows([.. results.Select(result => new BudgetRows(result, budget))]));
            foreach (var sentence in results.SelectMany(result => result.Rows)
                .Where(row => row.Budget == budget)
                .Select(TrialRanks.Describe)
                .OfType<FormattableString>())
            {
                page.Text(sentence);
            }

            foreach (var note in results.SelectMany(result => result.Notes).Where(note => note.Budget == budget).Distinct())
            {
                page.Text($"No row of \"{note.Series}\": {note.Text.TrimEnd('.')}.");
            }
        }

        // A cell may contain only some of the budgets.
        foreach (var seed in cells.GroupBy(cell => cell.Seed))
        {
            Draw([.. seed], page);
        }
    }

    private static string Seeds(IReadOnlyList<Cell<PeersResult>> cells, double budget) => string.Join(", ", cells
        .Where(cell => cell.Result.Rows.Any(row => row.Budget == budget))
        .Select(cell => cell.Seed));

    private static IEnumerable<object[]> Rows(IReadOnlyList<BudgetRows> seeds) => seeds
        .SelectMany(seed => seed.Rows.Select(row => (Row: row, seed.BestPlain)))
        .GroupBy(pair => pair.Row.Name)
        .Select(way => Row(
            [.. way.Select(pair => pair.Row)],
            [.. way.Select(pair => Gain(pair.Row, pair.BestPlain)).OfType<double>()]));

    private static double? Gain(PeerRow row, double? bestPlain) => row.IsLana ? row.Score.Accuracy - bestPlain : null;

    private static object[] Row(IReadOnlyList<PeerRow> rows, IReadOnlyList<double> gains) =>
    [
        rows[0].Name,
        Figures.Number(rows.Average(row => row.Share)),
        Figures.Percent([.. rows.Select(row => row.Score.Accuracy)]),
        gains.Count == 0 ? "" : Figures.Points(gains),
        Figures.Number(rows.Average(row => row.Score.HeldOutLoss)),
        rows.Average(row => row.Kept) is { } kept ? Figures.Number(kept) : "",
        Figures.Number(rows.Average(row => row.Seconds)),
    ];

    private static void Draw(IReadOnlyList<Cell<PeersResult>> cells, ResultPage page) => page.Picture(
        $"peers-{cells[0].Family}-seed{cells[0].Seed}",
        $"{cells[0].Family}: accuracy against latency",
        plot =>
        {
            foreach (var series in cells.SelectMany(cell => cell.Result.Rows).GroupBy(row => row.Series))
            {
                plot.AccuracyLine(series.Key, series.Select(row => (row.Share, row.Score.Accuracy)).Order());
            }

            plot.AccuracyLine("teacher", [(1.0, cells[0].Result.TeacherAccuracy)]);
            plot.AccuracyAxes();
        });
}
