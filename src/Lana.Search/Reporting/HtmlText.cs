using System.Net;

namespace Lana.Reporting;

/// <summary>Builds a page of headings, paragraphs, tables and figures; every text is escaped.</summary>
internal sealed class HtmlText
{
    private const string Style = """
        :root{color-scheme:light dark;--muted:#5b6673;--line:#d7dce2;--good:#2f7d4f;--bad:#b3401f}
        @media(prefers-color-scheme:dark){:root{--muted:#a5b0bd;--line:#3b4450;--good:#63c48b;--bad:#f08a66}}
        body{font:16px/1.5 system-ui,sans-serif;margin:0}
        main{max-width:56rem;margin:0 auto;padding:1.5rem 1rem 3rem}
        h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
        p{margin:.4rem 0}
        .summary{font-size:1.1rem}
        .note,figcaption{color:var(--muted);font-size:.9rem}
        .within{color:var(--good);font-weight:600}
        .above{color:var(--bad);font-weight:600}
        .scroll,figure{overflow-x:auto;background:
        linear-gradient(to left,Canvas,Canvas) right/2rem 100% no-repeat local,
        linear-gradient(to left,var(--line),transparent) right/1rem 100% no-repeat scroll}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{padding:.25rem .8rem .25rem 0;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
        th:first-child,td:first-child,.text{text-align:left}
        th{font-weight:600;color:var(--muted)}
        .facts td{text-align:left;white-space:normal;overflow-wrap:anywhere}
        figure{margin:0 0 1rem}
        figcaption{position:sticky;left:0}
        svg{display:block;width:100%;min-width:600px;height:auto}
        svg text{font-family:Arial,Helvetica,sans-serif;paint-order:stroke;stroke:Canvas;stroke-width:3px;stroke-linejoin:round}
        @media print{body{font-size:11pt}main{max-width:none;padding:0}h2{break-after:avoid}figure,tr{break-inside:avoid}}
        """;

    private readonly StringBuilder _page = new();

    public HtmlText(string title)
    {
        var escaped = Escaped(title);
        _page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append($"<title>Lana: {escaped}</title><style>{Style}</style></head><body><main><h1>{escaped}</h1>");
    }

    public HtmlText Heading(string text)
    {
        _page.Append("<h2>").Append(Escaped(text)).Append("</h2>");
        return this;
    }

    public HtmlText Paragraph(string text, string? style = null)
    {
        _page.Append(style is null ? "<p>" : $"<p class=\"{style}\">").Append(Escaped(text)).Append("</p>");
        return this;
    }

    /// <summary>Adds a table; nothing if there are no rows.</summary>
    public HtmlText Table(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count > 0)
        {
            var isText = Enumerable.Range(0, header.Count).Select(column => rows.All(row => IsText(row[column]))).ToList();
            _page.Append("<div class=\"scroll\"><table><thead>");
            Row("th", header, isText);
            _page.Append("</thead>");
            Body(rows, isText);
        }

        return this;
    }

    /// <summary>Adds a table of names and texts, which may be long.</summary>
    public HtmlText Facts(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        _page.Append("<div class=\"scroll\"><table class=\"facts\">");
        Body(rows, []);
        return this;
    }

    /// <summary>Adds a chart with a caption, which also describes it to screen readers.</summary>
    public HtmlText Figure(SvgChart chart, string caption)
    {
        _page.Append("<figure>").Append(chart.Draw(Escaped(caption))).Append("<figcaption>").Append(Escaped(caption))
            .Append("</figcaption></figure>");
        return this;
    }

    public override string ToString() => $"{_page}</main></body></html>";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static bool IsText(string cell) => cell.Length > 0 && char.IsLetter(cell[0]);

    private void Body(IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<bool> isText)
    {
        _page.Append("<tbody>");
        foreach (var row in rows)
        {
            Row("td", row, isText);
        }

        _page.Append("</tbody></table></div>");
    }

    private void Row(string cell, IReadOnlyList<string> texts, IReadOnlyList<bool> isText)
    {
        _page.Append("<tr>");
        foreach (var (column, text) in texts.Index())
        {
            var start = isText.ElementAtOrDefault(column) ? $"<{cell} class=\"text\">" : $"<{cell}>";
            _page.Append(start).Append(Escaped(text)).Append($"</{cell}>");
        }

        _page.Append("</tr>");
    }
}
