using System.Globalization;
using System.Text;
using Lana.Analysis.Frontier;
using Lana.Problem;
using Lana.Solvers;

namespace SolveOnly;

/// <summary>The frontier as a picture: cost to the right, score upwards, lower is better.</summary>
internal static class FrontierPlot
{
    private const double Width = 640.0;
    private const double Height = 360.0;
    private const double Margin = 55.0;

    public static string Draw(
        SelectionProblem problem, string cost, SelectionFrontier frontier, SelectionResult result)
    {
        var limited = problem.Costs.First(other => other.Name == cost);
        var (first, last) = (frontier.Points[0], frontier.Points[^1]);
        double X(double value) => Margin + ((Width - (2.0 * Margin)) * Share(value, first.Cost, last.Cost));
        double Y(double value) => Height - Margin
            - ((Height - (2.0 * Margin)) * Share(value, last.Objective, first.Objective));
        var picture = new StringBuilder();
        picture.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" "));
        picture.Append("font-family=\"sans-serif\" font-size=\"12\">");
        picture.Append(Invariant($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>"));
        picture.Append(Invariant($"<path d=\"M{Margin} {Margin}V{Height - Margin}H{Width - Margin}\" "));
        picture.Append("fill=\"none\" stroke=\"#888\"/>");

        // At every budget the best score is that of the last corner within it.
        picture.Append(
            Invariant($"<path fill=\"none\" stroke=\"#2f7d4f\" d=\"M{X(first.Cost):F1} {Y(first.Objective):F1}"));
        foreach (var point in frontier.Points.Skip(1))
        {
            picture.Append(Invariant($"H{X(point.Cost):F1}V{Y(point.Objective):F1}"));
        }

        picture.Append("\"/>");
        foreach (var solution in result.Solutions)
        {
            var (x, y) = (X(solution.Costs[cost]), Y(solution.Objective));
            picture.Append(Invariant($"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"3\" fill=\"#b5482f\"/>"));
        }

        Label(picture, Margin, Height - Margin + 18.0, $"{first.Cost:G4}");
        Label(picture, Width - Margin, Height - Margin + 18.0, $"{last.Cost:G4} {limited.Unit}");
        Label(picture, Margin, Margin - 10.0, $"score {first.Objective:G4}");
        Label(picture, Width / 2.0, 20.0, $"{cost}: the best score at every budget, and the selections");
        return picture.Append("</svg>").ToString();
    }

    private static double Share(double value, double low, double high) =>
        high == low ? 0.5 : Math.Clamp((value - low) / (high - low), 0.0, 1.0);

    private static void Label(StringBuilder picture, double x, double y, FormattableString text)
    {
        var escaped = System.Security.SecurityElement.Escape(Invariant(text));
        picture.Append(Invariant($"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"middle\">"));
        picture.Append(escaped).Append("</text>");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
