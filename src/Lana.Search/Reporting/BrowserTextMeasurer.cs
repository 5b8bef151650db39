using OxyPlot;

namespace Lana.Reporting;

/// <summary>Measures texts as a browser draws them: in pixels, with room for the widest of the usual fonts.</summary>
/// <remarks>The measurer that it corrects returns points, for the narrow Helvetica.</remarks>
internal sealed class BrowserTextMeasurer() : PdfRenderContext(1, 1, OxyColors.Undefined)
{
    private const double PixelsPerPoint = 4.0 / 3.0;
    private const double WidestFont = 1.25;

    /// <inheritdoc/>
    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        var size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new OxySize(size.Width * PixelsPerPoint * WidestFont, size.Height * PixelsPerPoint);
    }
}
