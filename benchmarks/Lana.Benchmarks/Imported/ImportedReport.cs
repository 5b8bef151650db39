namespace Lana.Benchmarks.Imported;

/// <summary>The report that the verb prints as its last line.</summary>
/// <param name="Rows">One row for each file.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="Device">The device and the method of measurement.</param>
/// <param name="Cores">Its cores.</param>
/// <param name="At">The time of the report.</param>
internal sealed record ImportedReport(IReadOnlyList<ImportedRow> Rows, ulong Seed, string Device, int Cores, DateTimeOffset At);
