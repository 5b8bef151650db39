using System.Text;
using Spectre.Console;

namespace LatencyTableSample;

/// <summary>Draws the heat map in the terminal, with letters as column names to save space.</summary>
internal static class ConsoleMap
{
    public static void Print(HeatMap map)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("layer", Header(map), "teacher's");
        foreach (var layer in map.Table.Layers)
        {
            var teacher = map.Table.Find(new(layer, map.Operations[0]))!;
            table.AddRow(Markup.Escape(layer), Row(map, layer), $"{teacher.LatencyMs:F4} ms");
        }

        AnsiConsole.Write(table);
        var (fast, slow) = (Cell(map, map.FastestMs), Cell(map, map.SlowestMs));
        AnsiConsole.MarkupLine(
            $"{fast} {map.FastestMs:G3} ms to {slow} {map.SlowestMs:G3} ms, [grey]··[/] does not fit");
        AnsiConsole.MarkupLine(string.Join(", ", map.Operations.Select(
            (operation, index) => $"[bold]{Letter(index)}[/] {Markup.Escape(operation)}")));
    }

    private static string Header(HeatMap map) =>
        string.Concat(map.Operations.Select((_, index) => $"{Letter(index)} "));

    private static string Row(HeatMap map, string layer)
    {
        var row = new StringBuilder();
        foreach (var operation in map.Operations)
        {
            row.Append(map.Table.Find(new(layer, operation)) switch
            {
                null => "[grey]··[/]",
                { LatencyMs: 0.0 } => "  ",
                var entry => Cell(map, entry.LatencyMs),
            });
        }

        return row.ToString();
    }

    private static string Cell(HeatMap map, double latencyMs)
    {
        var (red, green, blue) = map.ColourOf(latencyMs);
        return $"[rgb({red},{green},{blue})]██[/]";
    }

    // A to Z, then a to z, then A again: the page has the names.
    private static char Letter(int index) => (char)((index % 52 < 26 ? 'A' : 'a' - 26) + (index % 52));
}
