namespace Lana.Tables;

/// <summary>One row of a CSV file, its number checked.</summary>
internal readonly record struct LatencyCsvRow(long Line, string Layer, string Operation, double LatencyMs);
