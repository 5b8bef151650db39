using Lana.Data;
using Lana.Export;
using Lana.Networks;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Reporting;
using Spectre.Console;

namespace Samples;

/// <summary>The outcome of a sample on test images: <c>report.json</c>.</summary>
/// <param name="Teacher">The accelerated network.</param>
/// <param name="Student">The result.</param>
/// <param name="BudgetMs">The requested latency in milliseconds.</param>
/// <param name="Speedup">The teacher's latency divided by the student's.</param>
/// <param name="Parity">The largest difference between the outputs of the student in torch and in ONNX Runtime.</param>
/// <param name="Layers">The operation in each layer.</param>
/// <param name="StageSeconds">The seconds of each stage.</param>
/// <param name="Device">The device of the measurement.</param>
/// <param name="IsShort">True if every stage was cut short, so that the numbers mean nothing.</param>
internal sealed record SampleResult(
    Measured Teacher,
    Measured Student,
    double BudgetMs,
    double Speedup,
    double Parity,
    IReadOnlyList<LayerChoice> Layers,
    IReadOnlyDictionary<string, double> StageSeconds,
    string Device,
    bool IsShort)
{
    /// <summary>Evaluates both networks in ONNX Runtime.</summary>
    /// <param name="teacher">The accelerated network.</param>
    /// <param name="result">The result of the acceleration.</param>
    /// <param name="test">Images with labels that nothing was chosen by.</param>
    /// <param name="isShort">True if every stage was cut short.</param>
    public static SampleResult Of(Network teacher, AccelerationResult result, IBatchSource test, bool isShort) => new(
        Row(teacher, OnnxExporter.Export(teacher), result.Latency.TeacherMs, test),
        Row(result.Student, File.ReadAllBytes(result.OnnxPath), result.Latency.StudentMs, test),
        result.Latency.BudgetMs,
        result.Latency.Speedup,
        result.Parity.MaxDifference,
        LayerChoice.Of(teacher, result),
        result.StageSeconds,
        result.Table.Profile.Device,
        isShort);

    /// <summary>Writes <c>report.json</c> and <c>report.html</c> beside the student, and prints the tables.</summary>
    /// <param name="result">The result of the acceleration.</param>
    /// <param name="title">The title of the page.</param>
    public void Report(AccelerationResult result, string title)
    {
        ReportFile.Write(result.RunDirectory, this, result, new AccelerationReportOptions
        {
            Title = title,
            Note = IsShort ? ShortRun.Note : null,
            TeacherAccuracy = Teacher.Accuracy,
            StudentAccuracy = Student.Accuracy,
        });
        LayerChoice.Print(Layers);
        var table = new Table().Title("test images, ONNX Runtime")
            .AddColumns("network", "accuracy", "latency", "speed", "parameters", "MACs");
        AddRow(table, "teacher", Teacher, 1.0);
        AddRow(table, "student", Student, Speedup);
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated(
            $"budget {BudgetMs:F3} ms; written to {result.RunDirectory}: student.onnx, student.safetensors, report.json, report.html");
    }

    private static Measured Row(Network network, byte[] model, double latencyMs, IBatchSource test) =>
        new(OnnxAccuracy.Top1(model, test), latencyMs, network.Cost.Parameters, network.Cost.Macs);

    private static void AddRow(Table table, string name, Measured network, double speed) => table.AddRow(
        name,
        $"{network.Accuracy:P2}",
        $"{network.LatencyMs:F3} ms",
        $"{speed:F2} ×",
        $"{network.Parameters:N0}",
        $"{network.Macs:N0}");
}
