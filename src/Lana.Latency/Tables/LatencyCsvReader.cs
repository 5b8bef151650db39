namespace Lana.Tables;

/// <summary>Reads rows one after another; the length of a line is limited, and a time must be plausible for a layer.</summary>
internal static class LatencyCsvReader
{
    // A thousand seconds in one layer: a wrong unit, not a measurement.
    private const double MaxMs = 1e6;

    private static readonly string[] Columns = LatencyCsv.Header.Split(',');

    public static IEnumerable<LatencyCsvRow> Rows(string path, Stream stream)
    {
        using var reader = new StreamReader(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: true,
            leaveOpen: true);
        DamagedFileException Refuse(string reason, Exception? cause) => new(path, reason, cause);
        var table = new CsvTable(reader, Columns, LatencyCsv.Header, Refuse);
        if (table.Header.Skip(Columns.Length).FirstOrDefault(name => name.Length > 0) is { } extra)
        {
            throw Refuse(
                $"line {table.HeaderLine} has the column '{extra}' as well; the columns are '{LatencyCsv.Header}'.", null);
        }

        foreach (var row in table.Rows())
        {
            yield return new LatencyCsvRow(row.Line, new(row.Name(0), row.Name(1)), TimeOf(row));
        }
    }

    private static double TimeOf(CsvRow row)
    {
        var latencyMs = row.Number(2);
        var mayBeFree = row[1] is IdentityOperation.OperationName or LatencyCsv.Constant;
        return double.IsFinite(latencyMs) && latencyMs >= 0.0 && (latencyMs > 0.0 || mayBeFree) && latencyMs <= MaxMs
            ? latencyMs
            : throw row.Refuse(
                $"gives {latencyMs.ToString(CultureInfo.InvariantCulture)} ms for '{row[1]}'; a time is " +
                $"positive and at most {MaxMs:0} ms, and only the identity takes none");
    }
}
