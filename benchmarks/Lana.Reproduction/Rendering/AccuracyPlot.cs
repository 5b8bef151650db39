using ScottPlot;

namespace Lana.Reproduction.Rendering;

/// <summary>Pictures of accuracy against latency.</summary>
internal static class AccuracyPlot
{
    /// <summary>Adds a line through points, ordered by latency.</summary>
    public static void AccuracyLine(this Plot plot, string name, IEnumerable<(double Share, double Accuracy)> points)
    {
        var ordered = points.Order().ToList();
        plot.Add.Scatter(
            ordered.Select(point => point.Share).ToArray(),
            ordered.Select(point => 100.0 * point.Accuracy).ToArray()).LegendText = name;
    }

    /// <summary>Names the axes and shows the legend.</summary>
    public static void AccuracyAxes(this Plot plot)
    {
        plot.XLabel("share of the teacher's latency");
        plot.YLabel("test accuracy, %");
        plot.ShowLegend();
    }
}
