using Lana;
using Lana.Storage;
using Lana.Tables;
using LatencyTableSample;
using Spectre.Console;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var options = TableOptions.Read(new Arguments(args));
    var teacher = NamedNetwork.Define(options.Network, options.Resolution);
    var zoo = options.Zoo();
    var file = Path.Combine(options.Out, "table.json");
    var table = await ProgressView.ShowAsync(progress => new LatencyTableBuilder(options.Meter())
        .BuildAsync(teacher, zoo, file, progress, stop.Token));

    var map = new HeatMap(table, [.. zoo.Operations.Select(operation => operation.Name)]);
    AnsiConsole.MarkupLineInterpolated($"{table.Network} at {teacher.Input} on {table.Profile.Key}");
    ConsoleMap.Print(map);
    AnsiConsole.MarkupLineInterpolated(
        $"the whole teacher {table.TeacherMs:F4} ms, stem and head {table.ConstantMs:F4} ms, {table.Count} entries");

    LatencyCsv.Write(table, Path.Combine(options.Out, "table.csv"));
    AtomicFile.WriteAllText(Path.Combine(options.Out, "heat-map.html"), HeatMapPage.Write(map));
    AnsiConsole.MarkupLineInterpolated($"written to {options.Out}: table.json, table.csv, heat-map.html");
    return 0;
}
catch (Exception failure) when (failure is LanaException or ArgumentException)
{
    AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
    return 1;
}
catch (OperationCanceledException)
{
    AnsiConsole.MarkupLine("[yellow]Stopped. What is measured is kept: start again to go on.[/]");
    return 130;
}
