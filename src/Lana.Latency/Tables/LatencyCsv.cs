namespace Lana.Tables;

/// <summary>Latency tables as CSV, for example from a phone, a board or a spreadsheet.</summary>
/// <remarks>The header is <c>layer,operation,latency_ms</c>, in any case, with commas, semicolons, tabs or vertical
/// bars; fields may be in quotes, and lines that begin with <c>#</c> are comments. Numbers have a decimal point: a
/// decimal comma is refused. Two optional rows describe the whole network: <c>*,teacher,T</c> is the teacher measured
/// as a whole, <c>*,constant,C</c> is stem and head. Files are read line by line: rows of operations that the search
/// space does not have are checked and counted (<see cref="LatencyTable.IgnoredRows"/>), so the memory depends on the
/// search space alone.</remarks>
public static class LatencyCsv
{
    /// <summary>The header line.</summary>
    public const string Header = "layer,operation,latency_ms";

    internal const string WholeNetwork = "*";
    internal const string Constant = "constant";

    /// <summary>Reads a table.</summary>
    /// <param name="path">The CSV file; a byte order mark and any line ending are accepted.</param>
    /// <param name="teacher">The network whose layers the file names.</param>
    /// <param name="searchSpace">The operations whose times are requested.</param>
    /// <param name="profile">The device on which the numbers were measured.</param>
    /// <param name="allowMissing">True to leave out operations without a row, except the teacher's own; false to treat
    /// them as errors. The identity takes 0 if it has no row.</param>
    /// <returns>The table.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DamagedFileException">A line is malformed, a time is negative, zero, not a number or
    /// implausibly large, a pair occurs twice or is missing, or a layer is unknown; the message names the line or the
    /// pair.</exception>
    public static LatencyTable Read(
        string path, NetworkDefinition teacher, ISearchSpace searchSpace, DeviceProfile profile, bool allowMissing = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(profile);
        var collector = new LatencyCsvCollector(path, teacher, searchSpace);
        using var stream = File.OpenRead(path);
        foreach (var row in LatencyCsvReader.Rows(path, stream))
        {
            collector.Add(row);
        }

        return new LatencyTable(
            teacher,
            profile,
            new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero),
            collector.Entries(allowMissing),
            (collector.TeacherMs, collector.ConstantMs))
        {
            IsComplete = !allowMissing,
            IgnoredRows = collector.IgnoredRows,
        };
    }

    /// <summary>Writes a table, completely or not at all.</summary>
    /// <param name="table">The table; its device profile and measurements are not part of the file.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <exception cref="ArgumentException">A name is empty or has a line break, which the format cannot represent.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Write(LatencyTable table, string path)
    {
        ArgumentNullException.ThrowIfNull(table);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(Header);
            if (table.TeacherMs > 0.0)
            {
                WriteRow(writer, new(WholeNetwork, TeacherOperation.OperationName), table.TeacherMs);
            }

            WriteRow(writer, new(WholeNetwork, Constant), table.ConstantMs);
            foreach (var entry in table.Entries)
            {
                WriteRow(writer, entry.Key, entry.LatencyMs);
            }
        });
    }

    private static void WriteRow(StreamWriter writer, CandidateKey key, double latencyMs) =>
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{CsvFields.Write(key.Layer)},{CsvFields.Write(key.Operation)},{latencyMs:r}"));
}
