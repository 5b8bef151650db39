using OxyPlot;

namespace Lana.Reporting;

/// <summary>A chart that becomes a part of a page.</summary>
/// <param name="Name">A name without blanks, unique on the page.</param>
/// <param name="Model">The chart; what has the colour <see cref="Ink"/> takes that of the page's text.</param>
/// <param name="Height">The height at a width of <see cref="Width"/>, in pixels.</param>
internal sealed record SvgChart(string Name, PlotModel Model, double Height)
{
    public const double Width = 860;

    /// <summary>Stands for the colour of the text, which a dark page changes.</summary>
    public static readonly OxyColor Ink = OxyColor.FromRgb(1, 2, 3);

    /// <summary>Draws the chart as an element of HTML.</summary>
    /// <param name="label">Its description, escaped.</param>
    public string Draw(string label)
    {
        var exporter = new SvgExporter
        {
            Width = Width,
            Height = Height,
            IsDocument = false,
            TextMeasurer = new BrowserTextMeasurer(),
        };
        var text = exporter.ExportToString(Model);
        var content = text[(text.IndexOf('>', text.IndexOf("<svg", StringComparison.Ordinal)) + 1)..]
            .Replace("rgb(1,2,3)", "currentColor", StringComparison.Ordinal)
            .Replace("#clipPath", $"#{Name}-clip", StringComparison.Ordinal)
            .Replace("id=\"clipPath", $"id=\"{Name}-clip", StringComparison.Ordinal);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg id=\"{Name}\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {Width} {Height}\">{content}");
    }
}
