namespace Lana.Samples;

/// <summary>A chart as a browser has drawn it, in pixels.</summary>
/// <param name="Id">Its name on the page.</param>
/// <param name="Label">Its description for screen readers.</param>
/// <param name="IsVisible">Whether it is shown at all.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Marks">The number of lines, shapes and texts in it.</param>
/// <param name="Cut">The texts that are partly outside.</param>
/// <param name="Ink">The colour of its first text.</param>
public sealed record Chart(string Id, string Label, bool IsVisible, double Width, double Height, int Marks, string[] Cut, string Ink)
{
    /// <summary>Returns the charts of a page.</summary>
    public const string Script = """
        () => [...document.querySelectorAll('svg')].map(svg => {
            const box = svg.getBoundingClientRect();
            const isCut = text => {
                const own = text.getBoundingClientRect();
                return own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1;
            };
            const texts = [...svg.querySelectorAll('text')];
            return {
                id: svg.id,
                label: svg.getAttribute('aria-label'),
                isVisible: svg.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
                width: box.width,
                height: box.height,
                marks: svg.querySelectorAll('text, line, polyline, polygon, rect, ellipse, circle, path').length,
                cut: texts.filter(isCut).map(text => text.textContent),
                ink: getComputedStyle(texts[0]).fill,
            };
        })
        """;
}
