using Spectre.Console;

namespace Quickstart;

/// <summary>The table that the sample prints at the end.</summary>
internal static class ResultTable
{
    public static void Print(Report report)
    {
        var table = new Table().Title("Fashion-MNIST test images, ONNX Runtime, one thread, one image").AddColumns(
            "network", "accuracy", "latency", "speed", "parameters", "MACs");
        AddRow(table, "teacher", report.Teacher, report.Teacher);
        AddRow(table, "student", report.Student, report.Teacher);
        AddRow(table, FormattableString.Invariant($"plain, scaled (φ = {report.ScaledPhi})"), report.Scaled, report.Teacher);
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            $"budget {report.BudgetMs:F3} ms · predicted {report.PredictedMs:F3} ms · measured {report.SelectionMs:F3} ms, then {report.Student.LatencyMs:F3} ms · {report.Rounds} rounds · parity {report.ParityDifference:E1}");
        LayerChoice.Print(report.Layers);
        AnsiConsole.MarkupLineInterpolated($"{report.Seconds:F0} s in all, peak memory {report.PeakMemoryMb:F0} MB");
    }

    private static void AddRow(Table table, string name, Measured network, Measured teacher) => table.AddRow(
        name,
        $"{network.Accuracy:P2}",
        $"{network.LatencyMs:F3} ms",
        $"{teacher.LatencyMs / network.LatencyMs:F2} ×",
        $"{network.Parameters:N0}",
        $"{network.Macs:N0}");
}
