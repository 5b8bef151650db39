using System.Globalization;
using System.Net;
using System.Text;

namespace BringYourOwnNetwork;

/// <summary>The report as a page with a picture: one file, no script, nothing to load.</summary>
internal static class ReportPage
{
    private const string Style =
        "body{font:15px system-ui;max-width:60em;margin:2em auto;padding:0 1em}" +
        "td,th{padding:.2em .8em;text-align:left}text{font:12px system-ui}";

    public static string Write(Report report)
    {
        var page = new StringBuilder("<!doctype html><meta charset=\"utf-8\"><title>Lana: your own network</title>");
        page.Append("<style>").Append(Style).Append("</style><h1>Your own network, accelerated</h1>");
        page.Append(Invariant($"<p>Budget {report.BudgetMs:F3} ms, measured {report.Student.LatencyMs:F3} ms: "));
        page.Append(Invariant($"{report.Speedup:F2} times as fast on {report.Device}."));
        page.Append(report.IsShort ? " A short run: its numbers mean nothing.</p>" : "</p>");
        page.Append("<table><tr><th>network<th>test accuracy<th>latency<th>parameters<th>MACs</tr>");
        AppendNetwork(page, "teacher", report.Teacher);
        AppendNetwork(page, "student", report.Student);
        page.Append("</table><h2>Each layer's time, before and after</h2>");
        AppendPicture(page, report.Layers);
        page.Append("<h2>How it was split</h2><table><tr><th>stage<th>modules<th>place<th>why</tr>");
        foreach (var (stage, modules, place, reason) in report.Stages)
        {
            var cells = new[] { stage, modules, place, reason }.Select(WebUtility.HtmlEncode);
            page.Append("<tr><td>").AppendJoin("<td>", cells).Append("</tr>");
        }

        return page.Append("</table>").ToString();
    }

    private static void AppendNetwork(StringBuilder page, string name, Measured network)
    {
        page.Append(Invariant($"<tr><td>{name}<td>{network.Accuracy:P2}<td>{network.LatencyMs:F3} ms"));
        page.Append(Invariant($"<td>{network.Parameters:N0}<td>{network.Macs:N0}</tr>"));
    }

    private static void AppendPicture(StringBuilder page, IReadOnlyList<LayerRow> layers)
    {
        var longest = layers.Max(layer => Math.Max(layer.TeacherMs, layer.StudentMs));
        page.Append(Invariant($"<svg viewBox=\"0 0 760 {layers.Count * 40}\" width=\"760\" role=\"img\">"));
        for (var row = 0; row < layers.Count; row++)
        {
            var (layer, operation, teacher, student) = layers[row];
            var y = row * 40;
            page.Append(Invariant($"<text x=\"0\" y=\"{y + 20}\">{layer}: {operation}</text>"));
            AppendBar(page, y + 4, 450 * teacher / longest, ("#9aa7b5", teacher));
            AppendBar(page, y + 19, 450 * student / longest, ("#2f7d4f", student));
        }

        page.Append("</svg>");
    }

    private static void AppendBar(StringBuilder page, int y, double width, (string Colour, double Ms) bar)
    {
        page.Append(Invariant($"<rect x=\"220\" y=\"{y}\" width=\"{Math.Max(1, width):F1}\" "));
        page.Append(Invariant($"height=\"12\" fill=\"{bar.Colour}\"/>"));
        page.Append(Invariant($"<text x=\"{225 + Math.Max(1, width):F1}\" y=\"{y + 10}\">{bar.Ms:F4} ms</text>"));
    }

    private static string Invariant(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture).Replace(" %", "%");
}
