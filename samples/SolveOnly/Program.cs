using Lana.Analysis.Frontier;
using Lana.Solvers;
using SolveOnly;
using Spectre.Console;

// The selection needs only numbers: no teacher, no device, no torch.
return await Sample.RunAsync(args, (arguments, cancellationToken) =>
{
    var options = Options.Read(arguments);
    var (problem, cost) = ProblemFile.Read(options);
    var result = new IlpOperationSelector().Select(
        problem, new SelectionOptions { Solutions = options.Solutions }, cancellationToken: cancellationToken);
    if (result.Solutions.Count == 0)
    {
        var reason = result.Infeasibility?.Message ?? "Stopped before a selection was found.";
        AnsiConsole.MarkupLineInterpolated($"[red]{reason}[/]");
        return Task.FromResult(1);
    }

    Tables.Print(problem, cost, result);
    var frontier = SelectionFrontier.Of(problem, cost, cancellationToken: cancellationToken);
    Directory.CreateDirectory(options.Out);
    File.WriteAllText(Path.Combine(options.Out, "selections.csv"), Tables.ToCsv(cost, result));
    File.WriteAllText(Path.Combine(options.Out, "frontier.svg"), FrontierPlot.Draw(problem, cost, frontier, result));
    AnsiConsole.MarkupLineInterpolated(
        $"{frontier.Points.Count:N0} networks are best at some budget");
    AnsiConsole.MarkupLineInterpolated($"written to {options.Out}: selections.csv, frontier.svg");
    return Task.FromResult(0);
});
