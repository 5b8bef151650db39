using Lana;
using Lana.Networks;
using Spectre.Console;

namespace BringYourOwnNetwork;

/// <summary>What the sample shows on the console.</summary>
internal static class Display
{
    /// <summary>One bar for each stage of a long call.</summary>
    public static Task<T> ProgressAsync<T>(Func<IProgress<LanaProgress>, Task<T>> body) => AnsiConsole.Progress()
        .Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
        .StartAsync(context => body(new Bars(context)));

    public static void Split(NetworkSplit split)
    {
        var table = new Table().Title("how your network was split")
            .AddColumns("stage", "modules", "gives", "place", "why");
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
        var layers = new Table().AddColumns("layer", "operation", "your layer", "operation takes");
        foreach (var layer in report.Layers)
        {
            layers.AddRow(layer.Layer, layer.Operation, $"{layer.TeacherMs:F4} ms", $"{layer.StudentMs:F4} ms");
        }

        AnsiConsole.Write(layers);
        AnsiConsole.MarkupLineInterpolated(
            $"budget {report.BudgetMs:F3} ms · measured {report.Student.LatencyMs:F3} ms · {report.Seconds:F0} s in all");
        AnsiConsole.MarkupLineInterpolated(
            $"largest differences: split {report.SplitDifference:E1}, ONNX {report.ParityDifference:E1}");
    }

    private static void AddRow(Table table, string name, Measured network, double speed) => table.AddRow(
        name,
        $"{network.Accuracy:P2}",
        $"{network.LatencyMs:F3} ms",
        $"{speed:F2} ×",
        $"{network.Parameters:N0}",
        $"{network.Macs:N0}");

    private sealed class Bars(ProgressContext context) : IProgress<LanaProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];
        private readonly Lock _gate = new();

        public void Report(LanaProgress value)
        {
            lock (_gate)
            {
                if (!_tasks.TryGetValue(value.Stage, out var task))
                {
                    _tasks[value.Stage] = task = context.AddTask(value.Stage, maxValue: 1.0);
                }

                task.Value = value.Fraction;
            }
        }
    }
}
