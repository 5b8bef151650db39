using Lana.Calibration;
using Lana.Tables;
using LatencyTableSample;
using Spectre.Console;
using Spectre.Console.Cli;

return await SampleApp.RunAsync<Measure>(args, "Stopped. What is measured is kept: start again to go on.");

/// <summary>Measures operations in the layers of a network, on this machine.</summary>
internal sealed class Measure : AsyncCommand<Settings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var teacher = NamedNetwork.Define(settings.Network, settings.Resolution ?? (settings.IsShort ? 32 : 64));
        var searchSpace = settings.SearchSpace();
        var file = Path.Combine(settings.Out, "table.json");
        var table = await ProgressView.ShowAsync(
            progress => settings.Builder().BuildAsync(teacher, searchSpace, file, progress, cancellationToken));

        var map = new HeatMap(table, [.. searchSpace.Operations.Select(operation => operation.Name)]);
        AnsiConsole.MarkupLineInterpolated($"{table.Network} at {teacher.Input} on {table.Profile.Key}");
        ConsoleMap.Print(map);
        AnsiConsole.MarkupLineInterpolated(
            $"the whole teacher {table.TeacherMs:F4} ms, stem and head {table.ConstantMs:F4} ms, {table.Count} entries");
        if (new TableLatencyPredictor(table).CalibrationWarning is { } warning)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        LatencyCsv.Write(table, Path.Combine(settings.Out, "table.csv"));
        HeatMapPicture.Save(map, Path.Combine(settings.Out, "heat-map.png"));
        AnsiConsole.MarkupLineInterpolated($"written to {settings.Out}: table.json, table.csv, heat-map.png");
        return 0;
    }
}
