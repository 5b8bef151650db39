using System.Net;
using System.Text;

namespace BringYourOwnNetwork;

/// <summary>The report as a page with a picture: one file, no script, nothing to load.</summary>
internal static class ReportPage
{
    public static string Write(Report report)
    {
        var page = HtmlPage.Begin("BringYourOwnNetwork", "Your own network, accelerated");
        page.Append(InvariantText.Of($"<p>Budget {report.BudgetMs:F3} ms, measured {report.Student.LatencyMs:F3} ms: "));
        page.Append(InvariantText.Of($"{report.Speedup:F2} times as fast on {report.Device}."));
        page.Append(report.IsShort ? " A short run: its numbers mean nothing.</p>" : "</p>");
        page.Append("<table><tr><th>network<th>test accuracy<th>latency<th>parameters<th>MACs</tr>");
        AppendNetwork(page, "teacher", report.Teacher);
        AppendNetwork(page, "student", report.Student);
        page.Append("</table>");
        LayerChoice.AppendPicture(page, report.Layers);
        page.Append("<h2>How it was split</h2><table><tr><th>stage<th>modules<th>place<th>why</tr>");
        foreach (var (stage, modules, place, reason) in report.Stages)
        {
            page.Append("<tr><td>").AppendJoin("<td>", new[] { stage, modules, place, reason }.Select(WebUtility.HtmlEncode));
            page.Append("</tr>");
        }

        return page.Append("</table>").ToString();
    }

    private static void AppendNetwork(StringBuilder page, string name, Measured network)
    {
        page.Append(InvariantText.Of($"<tr><td>{name}<td>{network.Accuracy:P2}<td>{network.LatencyMs:F3} ms"));
        page.Append(InvariantText.Of($"<td>{network.Parameters:N0}<td>{network.Macs:N0}</tr>"));
    }
}
