using Lana.Networks;
using Lana.Pipeline;
using Spectre.Console;

namespace CustomOperation;

/// <summary>The content of <c>report.json</c>.</summary>
/// <param name="TeacherAccuracy">The accuracy on the test images, 0 to 1.</param>
/// <param name="StudentAccuracy">The accuracy on the test images, 0 to 1.</param>
/// <param name="TeacherMs">The measured latency in milliseconds.</param>
/// <param name="StudentMs">The measured latency in milliseconds.</param>
/// <param name="BudgetMs">The requested latency in milliseconds.</param>
/// <param name="Layers">The choice for each layer.</param>
internal sealed record Report(
    double TeacherAccuracy,
    double StudentAccuracy,
    double TeacherMs,
    double StudentMs,
    double BudgetMs,
    IReadOnlyList<LayerChoice> Layers)
{
    public static Report Of(Network teacher, AccelerationResult result, double before, double after) => new(
        before,
        after,
        result.Latency.TeacherMs,
        result.Latency.StudentMs,
        result.Latency.BudgetMs,
        LayerChoice.Of(teacher, result));

    public void Print()
    {
        LayerChoice.Print(Layers);
        AnsiConsole.Write(new Table().AddColumns("network", "accuracy", "latency")
            .AddRow("teacher", $"{TeacherAccuracy:P2}", $"{TeacherMs:F3} ms")
            .AddRow("student", $"{StudentAccuracy:P2}", $"{StudentMs:F3} ms of {BudgetMs:F3} ms"));
    }
}
