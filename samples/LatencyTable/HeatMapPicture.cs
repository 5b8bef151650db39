using System.Globalization;
using ScottPlot;

namespace LatencyTableSample;

/// <summary>The heat map as a PNG: microseconds in every cell.</summary>
internal static class HeatMapPicture
{
    private const int CellWidth = 46;
    private const int CellHeight = 22;
    private const int Left = 120;
    private const int Bottom = 150;
    private const int Right = 80;
    private const int Smallest = 640;

    public static void Save(HeatMap map, string path)
    {
        using var plot = new Plot();
        plot.HideGrid();
        plot.Title(Title(map), size: 14);
        var (layers, operations) = (map.Table.Layers, map.Operations);
        for (var row = 0; row < layers.Length; row++)
        {
            for (var column = 0; column < operations.Count; column++)
            {
                Cell(plot, map, (layers[row], row), (operations[column], column));
            }
        }

        plot.Axes.SetLimits(0.0, operations.Count, layers.Length, 0.0);
        Label(plot.Axes.Left, layers, Left);
        Label(plot.Axes.Bottom, operations, Bottom);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 60;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        plot.Axes.Right.MinimumSize = Right;
        plot.SavePng(
            path,
            Math.Max(Smallest, Left + Right + (CellWidth * operations.Count)),
            Bottom + (CellHeight * (layers.Length + 3)));
    }

    private static string Title(HeatMap map)
    {
        var profile = map.Table.Profile;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{map.Table.Network}, microseconds\n{profile.Device}, {profile.Runtime} {profile.RuntimeVersion}, threads {profile.Threads}, batch {profile.Batch}");
    }

    private static void Label(IAxis axis, IReadOnlyList<string> names, float size)
    {
        axis.SetTicks([.. names.Select((_, index) => index + 0.5)], [.. names]);
        axis.MinimumSize = size;
        axis.MajorTickStyle.Length = 0;
    }

    // A removed layer has no colour.
    private static void Cell(Plot plot, HeatMap map, (string Name, int Place) layer, (string Name, int Place) operation)
    {
        if (map.Table.Find(new(layer.Name, operation.Name)) is not { LatencyMs: > 0.0 } entry)
        {
            return;
        }

        var (red, green, blue) = map.ColourOf(entry.LatencyMs);
        var cell = plot.Add.Rectangle(operation.Place, operation.Place + 1, layer.Place, layer.Place + 1);
        cell.FillColor = new Color(red, green, blue);
        (cell.LineColor, cell.LineWidth) = (Colors.White, 1);
        var text = plot.Add.Text(
            (1000.0 * entry.LatencyMs).ToString("G3", CultureInfo.InvariantCulture),
            operation.Place + 0.5,
            layer.Place + 0.5);
        (text.LabelAlignment, text.LabelFontColor, text.LabelFontSize) = (Alignment.MiddleCenter, Colors.White, 11);
    }
}
