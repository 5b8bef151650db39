namespace Lana.Benchmarks.Imported;

/// <summary>The report that the verb prints as its last line.</summary>
/// <param name="Rows">One row for each file.</param>
/// <param name="Device">The device.</param>
/// <param name="Cores">Its cores.</param>
/// <param name="At">The time of the report.</param>
internal sealed record ReexportReport(IReadOnlyList<ReexportRow> Rows, string Device, int Cores, DateTimeOffset At);
