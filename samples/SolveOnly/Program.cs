using Lana.Analysis.Frontier;
using Lana.Solvers;
using SolveOnly;
using Spectre.Console;
using Spectre.Console.Cli;

return await SampleApp.RunAsync<Solve>(args);

/// <summary>Selects operations from a file of scores and costs: no teacher, no device, no torch.</summary>
internal sealed class Solve : Command<Settings>
{
    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var (problem, cost) = ProblemFile.Read(settings);
        var result = new IlpOperationSelector().Select(
            problem, new SelectionOptions { Solutions = settings.Solutions ?? (settings.IsShort ? 4 : 24) }, cancellationToken: cancellationToken);
        if (result.Solutions.Count == 0)
        {
            var reason = result.Infeasibility?.Message ?? "Stopped before a selection was found.";
            AnsiConsole.MarkupLineInterpolated($"[red]{reason}[/]");
            return 1;
        }

        Tables.Print(problem, cost, result);
        var frontier = SelectionFrontier.Of(problem, cost, cancellationToken: cancellationToken);
        Directory.CreateDirectory(settings.Out);
        File.WriteAllText(Path.Combine(settings.Out, "selections.csv"), Tables.ToCsv(cost, result));
        File.WriteAllText(Path.Combine(settings.Out, "frontier.svg"), FrontierPlot.Draw(problem, cost, frontier, result));
        AnsiConsole.MarkupLineInterpolated(
            $"{frontier.Points.Count:N0} networks are best at some budget");
        AnsiConsole.MarkupLineInterpolated($"written to {settings.Out}: selections.csv, frontier.svg");
        return 0;
    }
}
