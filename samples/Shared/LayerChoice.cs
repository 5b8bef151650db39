using Lana.Networks;
using Lana.Pipeline;
using Spectre.Console;

namespace Samples;

/// <summary>The choice for one layer.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Operation">The operation that replaced it.</param>
/// <param name="TeacherMs">The latency of the teacher's own layer in the table, in milliseconds.</param>
/// <param name="StudentMs">The latency of the operation in the table, in milliseconds.</param>
internal sealed record LayerChoice(string Layer, string Operation, double TeacherMs, double StudentMs)
{
    public static IReadOnlyList<LayerChoice> Of(Network teacher, AccelerationResult result) =>
        [.. teacher.Layers.Zip(result.Chosen.Selection, (layer, choice) => new LayerChoice(
            layer.Name,
            choice.Operation,
            result.Table.Find(new(layer.Name, Lana.Candidates.Operation.TeacherName))!.LatencyMs,
            result.Table.Find(choice)!.LatencyMs))];

    public static void Print(IEnumerable<LayerChoice> choices)
    {
        var table = new Table().Title("the operation in each layer").AddColumns(
            "layer", "operation", "teacher's layer", "operation takes");
        foreach (var choice in choices)
        {
            table.AddRow(choice.Layer, choice.Operation, $"{choice.TeacherMs:F4} ms", $"{choice.StudentMs:F4} ms");
        }

        AnsiConsole.Write(table);
    }
}
