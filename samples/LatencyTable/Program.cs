using Lana.Calibration;
using Lana.Tables;
using LatencyTableSample;
using Spectre.Console;

return await Sample.RunAsync(
    args,
    async (arguments, cancellationToken) =>
    {
        var options = TableOptions.Read(arguments);
        var teacher = NamedNetwork.Define(options.Network, options.Resolution);
        var searchSpace = options.SearchSpace;
        var file = Path.Combine(options.Out, "table.json");
        var table = await ProgressView.ShowAsync(
            progress => options.Builder().BuildAsync(teacher, searchSpace, file, progress, cancellationToken));

        var map = new HeatMap(table, [.. searchSpace.Operations.Select(operation => operation.Name)]);
        AnsiConsole.MarkupLineInterpolated($"{table.Network} at {teacher.Input} on {table.Profile.Key}");
        ConsoleMap.Print(map);
        AnsiConsole.MarkupLineInterpolated(
            $"the whole teacher {table.TeacherMs:F4} ms, stem and head {table.ConstantMs:F4} ms, {table.Count} entries");
        if (new TableLatencyPredictor(table).CalibrationWarning is { } warning)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        LatencyCsv.Write(table, Path.Combine(options.Out, "table.csv"));
        HeatMapPicture.Save(map, Path.Combine(options.Out, "heat-map.png"));
        AnsiConsole.MarkupLineInterpolated($"written to {options.Out}: table.json, table.csv, heat-map.png");
        return 0;
    },
    "Stopped. What is measured is kept: start again to go on.");
