using Lana.Candidates;
using Lana.Problem;
using Lana.Solvers;
using Spectre.Console;
using Spectre.Console.Cli;
using UseForeignTable;

return await SampleApp.RunAsync<SelectForDevice>(args);

/// <summary>Selects operations for a device that is not here: latencies from a phone, scores from a server, no
/// torch.</summary>
internal sealed class SelectForDevice : Command<Settings>
{
    private const string Latency = "latency";

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var inputs = Inputs.Read(settings);
        var problem = SelectionProblem.Create()
            .Scores(inputs.Scores)
            .Cost(Latency, inputs.Table.ToCostTable())
            .Limit(Latency, Budget.Latency(settings.Budget), Operation.TeacherName)
            .Build();
        var result = new IlpOperationSelector().Select(problem, new SelectionOptions { Solutions = settings.Solutions ?? (settings.IsShort ? 2 : 8) }, cancellationToken: cancellationToken);
        if (result.Solutions.Count == 0)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{result.Infeasibility?.Message ?? "Nothing was found."}[/]");
            return 1;
        }

        AnsiConsole.MarkupLineInterpolated(
            $"{inputs.Table.Network} on {settings.Device}: {inputs.Table.TeacherMs:F4} ms, {inputs.Table.Count} entries");
        AnsiConsole.MarkupLineInterpolated($"{inputs.Table.IgnoredRows} rows of operations without a score are passed over");
        View.Print(inputs.Table, result);
        Directory.CreateDirectory(settings.Out);
        File.WriteAllText(Path.Combine(settings.Out, "selection.csv"), View.ToCsv(inputs.Table, result.Best));
        AnsiConsole.MarkupLineInterpolated($"written to {settings.Out}: selection.csv");
        return 0;
    }
}
