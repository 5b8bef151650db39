namespace Lana.Problem;

/// <summary>A way of writing the same CSV.</summary>
internal sealed record CsvDialect(
    char Delimiter, string LineEnd, bool Quotes, bool Capitals, bool Mark, bool Spaces, bool Extras, bool Trailing)
{
    /// <summary>Every combination.</summary>
    public static IEnumerable<CsvDialect> All() =>
        from delimiter in ",;\t|"
        from lineEnd in new[] { "\n", "\r\n", "\r" }
        from bits in Enumerable.Range(0, 1 << 6)
        select new CsvDialect(
            delimiter, lineEnd, Bit(bits, 0), Bit(bits, 1), Bit(bits, 2), Bit(bits, 3), Bit(bits, 4), Bit(bits, 5));

    /// <summary>Rewrites plain CSV: commas, no quotes, <c>\n</c>.</summary>
    public string Rewrite(string csv)
    {
        var lines = csv.TrimEnd('\n').Split('\n').Select((line, i) => Line(line, isHeader: i == 0));
        if (Extras)
        {
            var empty = new string(Delimiter, csv.Split('\n')[0].Count(character => character == ','));
            empty += Trailing ? Delimiter : "";
            lines = ["# phone", "", .. lines.SelectMany(line => new[] { line, "", empty, "  # a remark" })];
        }

        return (Mark ? "\uFEFF" : "") + string.Join(LineEnd, lines) + (Extras ? LineEnd : "");
    }

    private string Line(string line, bool isHeader)
    {
        var fields = line.Split(',').Select((field, column) =>
        {
            field = isHeader && Capitals && column < 3 ? field.ToUpperInvariant() : field;
            field = Quotes ? $"\"{field}\"" : field;
            return Spaces ? $" {field}  " : field;
        });
        return string.Join(Delimiter, fields) + (Trailing ? Delimiter : "");
    }

    private static bool Bit(int bits, int place) => ((bits >> place) & 1) == 1;
}
