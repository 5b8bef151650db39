using System.Net;

namespace Accelerate;

/// <summary>The outcome as a page with a picture: one file, no script, nothing to load.</summary>
internal static class OutcomePage
{
    public static string Write(Outcome outcome)
    {
        var page = HtmlPage.Begin("Accelerate", WebUtility.HtmlEncode(outcome.Network));
        page.Append(InvariantText.Of(
            $"<p>{outcome.StudentMs:F3} ms instead of {outcome.TeacherMs:F3} ms, {outcome.Speedup:F2} times as fast, "));
        page.Append(InvariantText.Of(
            $"{(outcome.IsWithinBudget ? "within" : "above")} the budget of {outcome.BudgetMs:F3} ms. "));
        page.Append(WebUtility.HtmlEncode(outcome.Device));
        page.Append(outcome.IsShort ? ". A short run: its numbers mean nothing.</p>" : ".</p>");
        page.Append("<h2>Outputs on held-out images</h2>");
        page.Append("<table><tr><th>output<th>relative error<th>cosine<th>same class</tr>");
        foreach (var output in outcome.Outputs)
        {
            page.Append("<tr><td>").Append(WebUtility.HtmlEncode(output.Output));
            page.Append(InvariantText.Of($"<td>{output.RelativeError:F4}<td>{output.MeanCosine:F4}"));
            page.Append(InvariantText.Of($"<td>{output.Top1Agreement:P2}</tr>"));
        }

        page.Append("</table>");
        LayerChoice.AppendPicture(page, outcome.Layers);
        return page.ToString();
    }
}
