using System.Globalization;
using System.Text;
using Lana.Calibration;
using Lana.Candidates;
using Lana.Selections;
using Lana.Solvers;
using Lana.Tables;
using Spectre.Console;

namespace UseForeignTable;

/// <summary>Writes the selections for a reader and for another program.</summary>
internal static class View
{
    public static void Print(LatencyTable latencies, SelectionResult result)
    {
        foreach (var warning in result.Warnings)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        var predictor = new TableLatencyPredictor(latencies);
        var teacherMs = predictor.PlainSum(
            new Selection(latencies.Layers.Select(layer => new CandidateKey(layer, Operation.TeacherName))));
        var table = new Table().Title("selections, best first").AddColumns("score", "predicted", "of the teacher");
        foreach (var solution in result.Solutions)
        {
            var ms = predictor.PlainSum(solution.Selection);
            table.AddRow($"{solution.Objective:F5}", $"{ms:F4} ms", $"{ms / teacherMs:P1}");
        }

        AnsiConsole.Write(table);
        var best = new Table().Title("the first").AddColumns(
            "layer", "operation", "teacher's layer", "operation takes");
        foreach (var choice in result.Best.Selection)
        {
            var teacher = latencies.Find(new(choice.Layer, Operation.TeacherName))!;
            best.AddRow(
                Markup.Escape(choice.Layer),
                Markup.Escape(choice.Operation),
                $"{teacher.LatencyMs:F4} ms",
                $"{Ms(latencies, choice):F4} ms");
        }

        AnsiConsole.Write(best);
    }

    public static string ToCsv(LatencyTable latencies, SelectionSolution solution)
    {
        var csv = new StringBuilder(LatencyCsv.Header).Append('\n');
        foreach (var choice in solution.Selection)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{choice.Layer},{choice.Operation},{Ms(latencies, choice):R}\n");
        }

        return csv.ToString();
    }

    private static double Ms(LatencyTable latencies, CandidateKey choice) =>
        latencies.Find(choice)!.LatencyMs;
}
