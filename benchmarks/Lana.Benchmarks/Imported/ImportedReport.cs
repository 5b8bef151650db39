namespace Lana.Benchmarks.Imported;

/// <summary>What the verb prints as its last line.</summary>
/// <param name="Rows">One row for each file.</param>
/// <param name="Seed">The seed of everything.</param>
/// <param name="Device">The device and how it was measured.</param>
/// <param name="Cores">Its cores.</param>
/// <param name="At">When.</param>
internal sealed record ImportedReport(IReadOnlyList<ImportedRow> Rows, ulong Seed, string Device, int Cores, DateTimeOffset At);
