namespace Lana.Samples;

/// <summary>A chart as a browser has drawn it, in pixels.</summary>
/// <param name="Id">Its name on the page.</param>
/// <param name="Label">Its description for screen readers.</param>
/// <param name="IsVisible">Whether it is shown at all.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Marks">The number of lines, shapes and texts in it.</param>
/// <param name="Cut">The texts that are not drawn whole.</param>
/// <param name="Overlapping">The texts that lie over another one.</param>
/// <param name="Ink">The colour of its first text.</param>
public sealed record Chart(
    string Id, string Label, bool IsVisible, double Width, double Height, int Marks, string[] Cut, string[] Overlapping, string Ink)
{
    /// <summary>Returns the charts of a page.</summary>
    public const string Script = """
        () => [...document.querySelectorAll('svg')].map(svg => {
            const box = svg.getBoundingClientRect();
            const clipOf = text => {
                const clipped = text.closest('[clip-path]');
                const clip = clipped && svg.querySelector(clipped.getAttribute('clip-path').slice(4, -1) + ' rect');
                if (!clip) return box;
                const scale = box.width / svg.viewBox.baseVal.width;
                const [left, top, width, height] = ['x', 'y', 'width', 'height'].map(name => scale * clip[name].baseVal.value);
                return new DOMRect(box.left + left, box.top + top, width, height);
            };
            const isCut = text => {
                const [own, clip] = [text.getBoundingClientRect(), clipOf(text)];
                return own.left < clip.left - 1 || own.right > clip.right + 1 || own.top < clip.top - 2 || own.bottom > clip.bottom + 2;
            };
            const overlaps = (text, other) => {
                const [one, two] = [text.getBoundingClientRect(), other.getBoundingClientRect()];
                return Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1
                    && Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 3;
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
                overlapping: texts.filter((text, i) => texts.slice(i + 1).some(other => overlaps(text, other)))
                    .map(text => text.textContent),
                ink: getComputedStyle(texts[0]).fill,
            };
        })
        """;
}
