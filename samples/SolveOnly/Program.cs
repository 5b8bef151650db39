using Lana;
using Lana.Selection;
using SolveOnly;
using Spectre.Console;

// Choosing needs numbers and nothing else: no teacher, no device, no torch.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var options = Options.Read(args);
    var (problem, cost) = ProblemFile.Read(options);
    var result = new IlpOperationSelector().Select(
        problem, new SelectionOptions { Solutions = options.Solutions }, cancellationToken: stop.Token);
    if (result.Solutions.Count == 0)
    {
        var reason = result.Infeasibility?.Message ?? "Stopped before a selection was found.";
        AnsiConsole.MarkupLineInterpolated($"[red]{reason}[/]");
        return 1;
    }

    Tables.Print(problem, cost, result);
    var frontier = SelectionFrontier.Of(problem, cost, cancellationToken: stop.Token);
    Directory.CreateDirectory(options.Out);
    File.WriteAllText(Path.Combine(options.Out, "selections.csv"), Tables.ToCsv(cost, result));
    File.WriteAllText(Path.Combine(options.Out, "frontier.svg"), FrontierPlot.Draw(problem, cost, frontier, result));
    AnsiConsole.MarkupLineInterpolated(
        $"{frontier.Points.Count:N0} networks are best at some budget");
    AnsiConsole.MarkupLineInterpolated($"written to {options.Out}: selections.csv, frontier.svg");
    return 0;
}
catch (Exception failure) when (failure is LanaException or ArgumentException or IOException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
    return 1;
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[yellow]Stopped.[/]");
    return 130;
}
