using Lana.Candidates;
using Lana.Problem;
using Lana.Solvers;
using Spectre.Console;
using UseForeignTable;

// Latencies from a phone, scores from a server: the selection needs neither of the two devices, and no torch.
const string Latency = "latency";
return await Sample.RunAsync(args, (arguments, cancellationToken) =>
{
    var options = Options.Read(arguments);
    var inputs = Inputs.Read(options);
    var problem = SelectionProblem.Create()
        .Scores(inputs.Scores)
        .Cost(Latency, inputs.Table.ToCostTable())
        .Limit(Latency, Budget.Latency(options.Budget), Operation.TeacherName)
        .Build();
    var result = new IlpOperationSelector().Select(problem, new SelectionOptions { Solutions = options.Solutions }, cancellationToken: cancellationToken);
    if (result.Solutions.Count == 0)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{result.Infeasibility?.Message ?? "Nothing was found."}[/]");
        return Task.FromResult(1);
    }

    AnsiConsole.MarkupLineInterpolated(
        $"{inputs.Table.Network} on {options.Device}: {inputs.Table.TeacherMs:F4} ms, {inputs.Table.Count} entries");
    AnsiConsole.MarkupLineInterpolated($"{inputs.Table.IgnoredRows} rows of operations without a score are passed over");
    View.Print(inputs.Table, result);
    Directory.CreateDirectory(options.Out);
    File.WriteAllText(Path.Combine(options.Out, "selection.csv"), View.ToCsv(inputs.Table, result.Best));
    AnsiConsole.MarkupLineInterpolated($"written to {options.Out}: selection.csv");
    return Task.FromResult(0);
});
