using System.Globalization;
using System.Text;
using Lana.Problem;
using Lana.Solvers;
using Spectre.Console;

namespace SolveOnly;

/// <summary>Writes the selections for a reader and for another program.</summary>
internal static class Tables
{
    public static void Print(SelectionProblem problem, string cost, SelectionResult result)
    {
        var limited = problem.Costs.First(other => other.Name == cost);
        foreach (var warning in result.Warnings)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        var operations = problem.Layers.Sum(layer => layer.Operations.Count);
        AnsiConsole.MarkupLineInterpolated($"{problem.Layers.Count} layers, {operations} operations");
        AnsiConsole.MarkupLineInterpolated($"{cost} at most {limited.Maximum:G5} {limited.Unit}: {result.Status}");
        var table = new Table().AddColumns(
            "selection", "score", "gap", Markup.Escape($"{cost} ({limited.Unit})"), "like the first in");
        for (var k = 0; k < result.Solutions.Count; k++)
        {
            var solution = result.Solutions[k];
            table.AddRow(
                $"{k + 1}",
                $"{solution.Objective:F5}",
                $"{solution.Gap:P2}",
                $"{solution.Costs[cost]:G5}",
                $"{solution.Selection.OverlapWith(result.Best.Selection)} layers");
        }

        AnsiConsole.Write(table);
        var best = new Table().Title("the first").AddColumns("layer", "operation");
        foreach (var choice in result.Best.Selection)
        {
            best.AddRow(Markup.Escape(choice.Layer), Markup.Escape(choice.Operation));
        }

        AnsiConsole.Write(best);
    }

    public static string ToCsv(string cost, SelectionResult result)
    {
        var layers = result.Best.Selection.Select(choice => choice.Layer);
        var csv =
            new StringBuilder().AppendJoin(',', layers.Prepend(cost).Prepend("gap").Prepend("score")).AppendLine();
        foreach (var solution in result.Solutions)
        {
            string[] numbers = [Number(solution.Objective), Number(solution.Gap), Number(solution.Costs[cost])];
            csv.AppendJoin(',', numbers.Concat(solution.Selection.Select(choice => choice.Operation))).AppendLine();
        }

        return csv.ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
