using System.Globalization;
using System.Security;
using System.Text;

namespace LatencyTableSample;

/// <summary>The heat map as a page with a picture: one file, no script, nothing to load.</summary>
internal static class HeatMapPage
{
    private const int CellWidth = 42;
    private const int CellHeight = 20;
    private const int Left = 110;
    private const int Top = 130;

    public static string Write(HeatMap map)
    {
        var profile = map.Table.Profile;
        var page = HtmlPage.Begin("LatencyTable", "What every operation takes");
        page.Append(Invariant($"<p>{Escape(map.Table.Network)} on {Escape(profile.Device)}, "));
        page.Append(Invariant($"{Escape(profile.Runtime)} "));
        page.Append(Invariant($"{Escape(profile.RuntimeVersion)}, {profile.Threads} threads, batch {profile.Batch}; "));
        page.Append(Invariant($"microseconds; the whole teacher {map.Table.TeacherMs:F3} ms, stem and head "));
        page.Append(Invariant($"{map.Table.ConstantMs:F3} ms.</p>"));
        AppendPicture(page, map);
        return page.ToString();
    }

    private static void AppendPicture(StringBuilder page, HeatMap map)
    {
        var width = Left + (CellWidth * map.Operations.Count) + 60;
        var height = Top + (CellHeight * map.Table.Layers.Length) + 10;
        page.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
        page.Append(Invariant($"viewBox=\"0 0 {width} {height}\" width=\"{width}\" "));
        page.Append("role=\"img\" font-family=\"sans-serif\" font-size=\"11\">");
        for (var column = 0; column < map.Operations.Count; column++)
        {
            var x = Left + (CellWidth * column) + (CellWidth / 2);
            page.Append(Invariant($"<text transform=\"translate({x} {Top - 6}) rotate(-50)\">"));
            page.Append(Escape(map.Operations[column])).Append("</text>");
        }

        for (var row = 0; row < map.Table.Layers.Length; row++)
        {
            AppendRow(page, map, row);
        }

        page.Append("</svg>");
    }

    private static void AppendRow(StringBuilder page, HeatMap map, int row)
    {
        var (layer, y) = (map.Table.Layers[row], Top + (CellHeight * row));
        page.Append(Invariant($"<text x=\"0\" y=\"{y + 14}\">{Escape(layer)}</text>"));
        for (var column = 0; column < map.Operations.Count; column++)
        {
            if (map.Table.Find(layer, map.Operations[column]) is not { LatencyMs: > 0.0 } entry)
            {
                continue;
            }

            var x = Left + (CellWidth * column);
            var (red, green, blue) = map.ColourOf(entry.LatencyMs);
            page.Append(Invariant($"<rect x=\"{x}\" y=\"{y}\" width=\"{CellWidth - 1}\" height=\"{CellHeight - 1}\" "));
            page.Append(Invariant($"fill=\"rgb({red},{green},{blue})\"/>"));
            page.Append(Invariant($"<text x=\"{x + (CellWidth / 2)}\" y=\"{y + 14}\" "));
            page.Append(Invariant($"text-anchor=\"middle\" fill=\"white\">{1000.0 * entry.LatencyMs:G3}</text>"));
        }
    }

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
