namespace Lana.Tables;

/// <summary>Reads rows one after another; a line has a bounded length, a time is one that a layer can take.</summary>
internal static class LatencyCsvReader
{
    private const int MaxLineLength = 4096;

    // A thousand seconds in one layer: a wrong unit, not a measurement.
    private const double MaxMs = 1e6;

    public static IEnumerable<LatencyCsvRow> Rows(string path, Stream stream)
    {
        using var reader = new StreamReader(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: true,
            leaveOpen: true);
        var line = 1L;
        ThrowIfNoHeader(path, ReadLine(path, reader, line));
        while (true)
        {
            var text = ReadLine(path, reader, ++line);
            if (text is null)
            {
                yield break;
            }

            if (text.Trim().Length > 0)
            {
                yield return Row(path, line, text);
            }
        }
    }

    private static string? ReadLine(string path, StreamReader reader, long line)
    {
        var text = new StringBuilder();
        try
        {
            while (reader.Read() is var character and >= 0)
            {
                if (character == '\n')
                {
                    return text.ToString().TrimEnd('\r');
                }

                if (text.Length == MaxLineLength)
                {
                    throw Damaged(path, line, $"is longer than {MaxLineLength} characters");
                }

                text.Append((char)character);
            }
        }
        catch (DecoderFallbackException cause)
        {
            throw new DamagedFileException(path, $"line {line} is not UTF-8 text. Save the file as CSV in " +
                "UTF-8.", cause);
        }

        return text.Length == 0 ? null : text.ToString().TrimEnd('\r');
    }

    private static void ThrowIfNoHeader(string path, string? text)
    {
        var fields = text?.Split(',').Select(Plain);
        if (fields is null || !fields.SequenceEqual(LatencyCsv.Header.Split(','), StringComparer.OrdinalIgnoreCase))
        {
            throw Damaged(path, 1, $"is not the header '{LatencyCsv.Header}'; columns are separated by commas");
        }
    }

    private static LatencyCsvRow Row(string path, long line, string text)
    {
        var fields = text.Split(',');
        if (fields.Length != 3)
        {
            throw Damaged(
                path, line, $"has {fields.Length} columns instead of 3; a decimal comma would be one too many: " +
                    "write 0.5, not 0,5");
        }

        var (layer, operation, number) = (Plain(fields[0]), Plain(fields[1]), Plain(fields[2]));
        if (layer.Length == 0 || operation.Length == 0)
        {
            throw Damaged(path, line, "names no layer or no operation");
        }

        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var latencyMs))
        {
            throw Damaged(path, line, $"has '{number}' where milliseconds are wanted, as in 0.125");
        }

        ThrowIfOutOfRange(path, line, operation, latencyMs);
        return new LatencyCsvRow(line, new(layer, operation), latencyMs);
    }

    private static void ThrowIfOutOfRange(string path, long line, string operation, double latencyMs)
    {
        var mayBeFree = operation is IdentityOperation.OperationName or LatencyCsv.Constant;
        if (!double.IsFinite(latencyMs) || latencyMs < 0.0 || (latencyMs == 0.0 && !mayBeFree) || latencyMs > MaxMs)
        {
            throw Damaged(
                path,
                line,
                $"gives {latencyMs.ToString(CultureInfo.InvariantCulture)} ms for '{operation}'; a time is " +
                $"positive and at most {MaxMs:0} ms, and only the identity takes none");
        }
    }

    private static string Plain(string field) => field.Trim().Trim('"');

    private static DamagedFileException Damaged(string path, long line, string what) =>
        new(path, $"line {line} {what}.");
}
