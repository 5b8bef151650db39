namespace Lana.Internal;

/// <summary>Reads CSV as programs and spreadsheets write it, row by row; ambiguous input is refused.</summary>
/// <remarks>The header determines the delimiter: comma, semicolon, tab or vertical bar. Any line ends, a byte order
/// mark, quotes, capitals in the header, spaces around fields, empty rows, unnamed last columns without values, lines
/// that begin with <c>#</c> and a first line <c>sep=;</c> are accepted. Numbers have a decimal point.</remarks>
internal sealed class CsvTable
{
    private const char Comment = '#';

    private static readonly (char Delimiter, string Name)[] Delimiters =
        [(',', "commas"), (';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")];

    private readonly CsvLines _lines;
    private readonly CsvRefusal _refuse;
    private readonly char _delimiter;
    private readonly string[] _header;
    private readonly int _named;

    /// <summary>Reads the header.</summary>
    /// <param name="reader">The text; the caller keeps ownership.</param>
    /// <param name="columns">The names that the header begins with, in any case.</param>
    /// <param name="expected">The header for messages.</param>
    /// <param name="refuse">Creates exceptions.</param>
    public CsvTable(TextReader reader, IReadOnlyList<string> columns, string expected, CsvRefusal refuse)
    {
        (_lines, _refuse) = (new CsvLines(reader, refuse), refuse);
        var text = FirstLine();
        foreach (var (delimiter, _) in Delimiters)
        {
            var (fields, fault) = CsvFields.Split(text ?? "", delimiter);
            if (fault is null && fields.Take(columns.Count).SequenceEqual(columns, StringComparer.OrdinalIgnoreCase))
            {
                (_delimiter, _header) = (delimiter, fields);
                _named = CountNamed();
                return;
            }
        }

        throw refuse(
            $"line {_lines.Number} is not the header '{expected}', with commas, semicolons, tabs or vertical bars " +
            $"between the columns; it is {(text is null ? "missing" : $"'{Shortened.Of(text)}'")}.");
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header => _header[.._named];

    /// <summary>The line of the header.</summary>
    public long HeaderLine { get; private set; }

    /// <summary>The rows, as they are read.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        while (_lines.Read() is { } text)
        {
            if (Row(text) is { } row)
            {
                yield return row;
            }
        }
    }

    private string? FirstLine()
    {
        var text = _lines.Read();
        while (text is not null && (IsEmpty(text) || IsComment(text) || IsDelimiterLine(text)))
        {
            text = _lines.Read();
        }

        HeaderLine = _lines.Number;
        return text;
    }

    // Spreadsheets write empty columns at the end.
    private int CountNamed()
    {
        var count = Array.FindLastIndex(_header, name => name.Length > 0) + 1;
        return Array.IndexOf(_header, "", 0, count) is var unnamed and >= 0
            ? throw _refuse($"line {HeaderLine} gives no name to column {unnamed + 1} of {count}.")
            : count;
    }

    private CsvRow? Row(string text)
    {
        var (fields, fault) = CsvFields.Split(text, _delimiter);
        if (IsComment(text))
        {
            return fault is not null || fields.Length != _header.Length
                ? null
                : throw Refuse(
                    "begins with '#' and has as many fields as a row: delete a comment, and put a name in quotes");
        }

        if (fault is not null)
        {
            throw Refuse(fault);
        }

        if (Array.TrueForAll(fields, field => field.Length == 0))
        {
            return null;
        }

        ThrowIfUneven(text, fields);
        return new CsvRow(_lines.Number, fields, _header, _refuse);
    }

    private void ThrowIfUneven(string text, string[] fields)
    {
        if (fields.Length != _header.Length)
        {
            throw Refuse($"has {fields.Length} fields, the header has {_header.Length}{Guess(text, fields)}");
        }

        if (Array.Find(fields[_named..], field => field.Length > 0) is { } stray)
        {
            throw Refuse($"has '{stray}' in a column at the end, which has no name");
        }
    }

    private string Guess(string text, string[] fields)
    {
        if (fields.Length > _header.Length)
        {
            return _delimiter == ','
                ? ": is ',' a decimal comma or between thousands? Write 0.5, not 0,5, and put a name with a comma in quotes"
                : ": put a name with the delimiter in quotes";
        }

        var other = Array.Find(
            Delimiters,
            known => known.Delimiter != _delimiter && CsvFields.Split(text, known.Delimiter).Fields.Length == _header.Length);
        var own = Array.Find(Delimiters, known => known.Delimiter == _delimiter).Name;
        return other.Name is null ? "" : $": are its columns separated by {other.Name}? Those of the header are by {own}";
    }

    private Exception Refuse(string what) => _refuse($"line {_lines.Number} {what}.");

    private static bool IsEmpty(string text) => text.AsSpan().Trim(" \t,;|").IsEmpty;

    private static bool IsComment(string text) => text.AsSpan().TrimStart().StartsWith([Comment]);

    // A line with which a spreadsheet records its delimiter.
    private static bool IsDelimiterLine(string text) =>
        text.Trim().Trim('"') is { Length: 5 } line && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
