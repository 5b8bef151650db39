using Spectre.Console;

namespace Accelerate;

/// <summary>The outcome as tables on the console.</summary>
internal static class OutcomeView
{
    public static void Print(Outcome outcome)
    {
        LayerChoice.Print(outcome.Layers);
        var networks = new Table().AddColumns("", "latency", "speed", "parameters");
        networks.AddRow("before", Ms(outcome.TeacherMs), "1.00 ×", $"{outcome.TeacherParameters:N0}");
        networks.AddRow("after", Ms(outcome.StudentMs), InvariantText.Of($"{outcome.Speedup:F2} ×"), $"{outcome.StudentParameters:N0}");
        AnsiConsole.Write(networks);
        AnsiConsole.Write(Outputs(outcome));
        if (outcome is { TeacherAccuracy: { } before, StudentAccuracy: { } after })
        {
            AnsiConsole.WriteLine(InvariantText.Of($"top-1 on held-out images: {before:P2} before, {after:P2} after"));
        }

        var (student, budget) = (Ms(outcome.StudentMs), Ms(outcome.BudgetMs));
        if (outcome.IsWithinBudget)
        {
            AnsiConsole.MarkupLineInterpolated($"[green]{student}, within the budget of {budget}[/], on {outcome.Device}");
            return;
        }

        AnsiConsole.MarkupLineInterpolated($"[yellow]{student}, above the budget of {budget}, on {outcome.Device}[/]");
        AnsiConsole.WriteLine("Something else disturbed the last measurement; the same command repeats it.");
    }

    public static string Ms(double milliseconds) => InvariantText.Of($"{milliseconds:F3} ms");

    private static Table Outputs(Outcome outcome)
    {
        var table = new Table()
            .Title($"the student's outputs and the teacher's, on {outcome.HeldOutImages:N0} held-out images")
            .AddColumns("output", "relative error", "cosine", "same class");
        foreach (var output in outcome.Outputs)
        {
            table.AddRow(
                output.Output.EscapeMarkup(),
                InvariantText.Of($"{output.RelativeError:F4}"),
                InvariantText.Of($"{output.MeanCosine:F4}"),
                output.Top1Agreement is { } same ? InvariantText.Of($"{same:P2}") : "");
        }

        return table;
    }
}
