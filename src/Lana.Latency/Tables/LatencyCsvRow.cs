namespace Lana.Tables;

/// <summary>One row of a CSV file, its number checked.</summary>
internal readonly record struct LatencyCsvRow(long Line, CandidateKey Key, double LatencyMs);
