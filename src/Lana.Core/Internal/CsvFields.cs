namespace Lana.Internal;

/// <summary>Splits a line of CSV into fields, and formats fields.</summary>
/// <remarks>Quotes as in RFC 4180, within one line. Spaces around a field and around its quotes are not part of
/// it.</remarks>
internal static class CsvFields
{
    private const char Quote = '"';

    /// <summary>Splits a line.</summary>
    /// <returns>The fields, or the error in the line's quotes, as the end of a sentence.</returns>
    public static (string[] Fields, string? Fault) Split(string line, char delimiter)
    {
        if (!line.Contains(Quote, StringComparison.Ordinal))
        {
            return (Array.ConvertAll(line.Split(delimiter), field => field.Trim()), null);
        }

        var fields = new List<string>();
        for (var start = 0; start <= line.Length;)
        {
            var (field, end, fault) = Field(line, start, delimiter);
            if (fault is not null)
            {
                return ([], fault);
            }

            fields.Add(field);
            start = end + 1;
        }

        return ([.. fields], null);
    }

    /// <summary>Formats a text as a field, in quotes if it needs them.</summary>
    /// <exception cref="ArgumentException">It is empty or has a line break, which a field cannot represent.</exception>
    public static string Write(string text)
    {
        if (text.Length == 0 || text.AsSpan().IndexOfAny('\r', '\n', '\uFFFD') >= 0)
        {
            throw new ArgumentException($"'{text}' is empty or has a line break, which CSV cannot tell.", nameof(text));
        }

        var needsQuotes = text.AsSpan().IndexOfAny(",;\t|\"") >= 0
            || text.Trim().Length < text.Length
            || text[0] is '#' or '\uFEFF';
        return needsQuotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static (string Field, int End, string? Fault) Field(string line, int start, char delimiter)
    {
        var from = start;
        while (from < line.Length && line[from] != delimiter && char.IsWhiteSpace(line[from]))
        {
            from++;
        }

        if (from < line.Length && line[from] == Quote)
        {
            return Quoted(line, from + 1, delimiter);
        }

        var end = line.IndexOf(delimiter, from);
        end = end < 0 ? line.Length : end;
        var field = line[from..end].TrimEnd();
        return (field, end, field.Contains(Quote, StringComparison.Ordinal)
            ? $"has a quote inside the field '{Shortened.Of(field)}': put the whole field in quotes, and double those inside"
            : null);
    }

    private static (string Field, int End, string? Fault) Quoted(string line, int start, char delimiter)
    {
        var text = new StringBuilder();
        var place = start;
        for (; place < line.Length; place++)
        {
            if (line[place] != Quote)
            {
                text.Append(line[place]);
            }
            else if (place + 1 < line.Length && line[place + 1] == Quote)
            {
                text.Append(line[place++]);
            }
            else
            {
                return Close(text.ToString(), line, place + 1, delimiter);
            }
        }

        return ("", place, $"opens a quote before '{Shortened.Of(line[start..])}' and does not close it");
    }

    private static (string Field, int End, string? Fault) Close(string field, string line, int after, char delimiter)
    {
        var end = line.IndexOf(delimiter, after);
        end = end < 0 ? line.Length : end;
        var rest = line[after..end].Trim();
        return (field, end, rest.Length == 0 ? null : $"has '{Shortened.Of(rest)}' after the quotes of the field '{Shortened.Of(field)}'");
    }
}
