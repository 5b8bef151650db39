namespace Lana.Benchmarks.Imported;

/// <summary>What the verb prints as its last line.</summary>
/// <param name="Rows">One row for each file.</param>
/// <param name="Device">The device that measured.</param>
/// <param name="Cores">Its cores.</param>
/// <param name="At">When.</param>
internal sealed record ReexportReport(IReadOnlyList<ReexportRow> Rows, string Device, int Cores, DateTimeOffset At);
