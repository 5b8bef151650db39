using Lana.Import;
using Spectre.Console;

namespace BringYourOwnNetwork;

/// <summary>The console output of the sample.</summary>
internal static class Display
{
    public static void Split(NetworkSplit split)
    {
        var table =
            new Table().Title("how your network was split").AddColumns("stage", "modules", "gives", "place", "why");
        foreach (var stage in split.Stages)
        {
            table.AddRow(new[] { stage.Name, stage.Modules, $"{stage.Output}", $"{stage.Place}", stage.Reason }
                .Select(Markup.Escape).ToArray());
        }

        AnsiConsole.Write(table);
    }

    public static void Result(Report report)
    {
        var table = new Table().Title("Fashion-MNIST test images, ONNX Runtime, one thread, one image")
            .AddColumns("network", "accuracy", "latency", "speed", "parameters", "MACs");
        AddRow(table, "your network", report.Teacher, 1.0);
        AddRow(table, "the student", report.Student, report.Speedup);
        AnsiConsole.Write(table);
        LayerChoice.Print(report.Layers);
        AnsiConsole.MarkupLineInterpolated(
            $"budget {report.BudgetMs:F3} ms · measured {report.Student.LatencyMs:F3} ms · split exact to {report.SplitDifference:E1} · parity {report.ParityDifference:E1} · {report.Seconds:F0} s in all");
    }

    private static void AddRow(Table table, string name, Measured network, double speed) => table.AddRow(
        name, $"{network.Accuracy:P2}", $"{network.LatencyMs:F3} ms", $"{speed:F2} ×", $"{network.Parameters:N0}", $"{network.Macs:N0}");
}
