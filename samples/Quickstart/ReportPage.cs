using System.Text;

namespace Quickstart;

/// <summary>The report as a page with pictures: one file, no script, nothing to load.</summary>
internal static class ReportPage
{
    public static string Write(Report report)
    {
        var page = HtmlPage.Begin("Quickstart", "A network, accelerated");
        page.Append(InvariantText.Of(
            $"<p>Budget {report.BudgetMs:F3} ms, predicted {report.PredictedMs:F3} ms, measured {report.Student.LatencyMs:F3} ms "));
        page.Append(InvariantText.Of($"after {report.Rounds} rounds on {report.Device}; {report.Seconds:F0} s in all."));
        page.Append(report.IsShort ? " A short run: its numbers mean nothing.</p>" : "</p>");
        AppendNetworks(page, report);
        AppendPlane(page, report);
        LayerChoice.AppendPicture(page, report.Layers);
        return page.ToString();
    }

    private static void AppendNetworks(StringBuilder page, Report report)
    {
        page.Append("<table><tr><th>network<th>test accuracy<th>latency<th>speed<th>parameters<th>MACs</tr>");
        foreach (var (name, network) in Networks(report))
        {
            page.Append(InvariantText.Of($"<tr><td>{name}<td>{network.Accuracy:P2}<td>{network.LatencyMs:F3} ms"));
            page.Append(InvariantText.Of($"<td>{report.Teacher.LatencyMs / network.LatencyMs:F2} ×"));
            page.Append(InvariantText.Of($"<td>{network.Parameters:N0}<td>{network.Macs:N0}</tr>"));
        }

        page.Append("</table>");
    }

    // Latency to the right, accuracy upwards.
    private static void AppendPlane(StringBuilder page, Report report)
    {
        var networks = Networks(report).ToList();
        var slowest = networks.Max(pair => pair.Network.LatencyMs) * 1.15;
        var low = networks.Min(pair => pair.Network.Accuracy) - 0.01;
        var high = networks.Max(pair => pair.Network.Accuracy) + 0.01;
        page.Append("<h2>Accuracy against latency</h2><svg viewBox=\"0 0 640 300\" width=\"640\" role=\"img\">");
        page.Append("<path d=\"M50 10V260H630\" fill=\"none\" stroke=\"#888\"/>");
        foreach (var (name, network) in networks)
        {
            var x = 50 + (570 * network.LatencyMs / slowest);
            var y = 260 - (240 * (network.Accuracy - low) / (high - low));
            page.Append(InvariantText.Of($"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"6\" fill=\"#2f7d4f\"/>"));
            page.Append(InvariantText.Of($"<text x=\"{x - 20:F1}\" y=\"{y - 10:F1}\">{name}, {network.Accuracy:P1}</text>"));
        }

        page.Append(
            InvariantText.Of($"<text x=\"50\" y=\"280\">0</text><text x=\"570\" y=\"280\">{slowest:F2} ms</text></svg>"));
    }

    private static IEnumerable<(string Name, Measured Network)> Networks(Report report) =>
        [("teacher", report.Teacher), ("student", report.Student), ("plain, scaled", report.Scaled)];
}
