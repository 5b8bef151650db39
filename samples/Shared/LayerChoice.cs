using System.Globalization;
using System.Text;
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

    /// <summary>A table with two bars for each layer: before and after.</summary>
    public static void AppendPicture(StringBuilder page, IReadOnlyList<LayerChoice> choices)
    {
        var longest = choices.Max(choice => Math.Max(choice.TeacherMs, choice.StudentMs));
        page.Append(
            "<h2>The operation in each layer</h2><table><tr><th>layer<th>operation<th>before, after<th>ms</tr>");
        foreach (var choice in choices)
        {
            page.Append(
                CultureInfo.InvariantCulture, $"<tr><td>{choice.Layer}<td>{choice.Operation}<td style=\"width:20em\">");
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"bar t\" style=\"width:{100.0 * choice.TeacherMs / longest:F1}%\"></div>");
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"bar s\" style=\"width:{100.0 * choice.StudentMs / longest:F1}%\"></div>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{choice.TeacherMs:F4}<br>{choice.StudentMs:F4}</tr>");
        }

        page.Append("</table>");
    }
}
