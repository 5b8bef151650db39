using System.Globalization;
using System.Text;
using Lana.Internal;
using ScottPlot;

namespace Lana.Reproduction.Rendering;

/// <summary>The page of all results: Markdown, with its pictures next to it.</summary>
/// <param name="folder">The folder to which the page and the pictures are written.</param>
internal sealed class ResultPage(string folder)
{
    private const int PictureWidth = 800;
    private const int PictureHeight = 480;

    private readonly StringBuilder _text = new("# The paper's claims on this machine\n\n" +
        "Made by `dotnet run -c Release --project benchmarks/Lana.Reproduction -- render` from the JSON files beside it.\n");

    public void Heading(string title) => _text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");

    public void Text(FormattableString text) =>
        _text.Append('\n').Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Adds a table; the first column is text, the others numbers.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object>> rows)
    {
        _text.Append(CultureInfo.InvariantCulture, $"\n| {string.Join(" | ", columns)} |\n");
        _text.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(Enumerable.Repeat("---:|", columns.Count - 1))}\n");
        foreach (var row in rows)
        {
            var cells = row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture));
            _text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |\n");
        }
    }

    /// <summary>Adds a picture after the text so far.</summary>
    public void Picture(string name, string title, Action<Plot> draw)
    {
        using var plot = new Plot();
        plot.Title(title);
        draw(plot);
        Directory.CreateDirectory(folder);
        plot.SavePng(Path.Combine(folder, $"{name}.png"), PictureWidth, PictureHeight);
        _text.Append(CultureInfo.InvariantCulture, $"\n![{title}]({name}.png)\n");
    }

    /// <summary>Writes the page.</summary>
    /// <returns>Its path.</returns>
    public string Save()
    {
        var path = Path.Combine(folder, "README.md");
        AtomicFile.WriteAllText(path, _text.ToString());
        return path;
    }
}
