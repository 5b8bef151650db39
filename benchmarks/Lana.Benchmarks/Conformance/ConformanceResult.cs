namespace Lana.Benchmarks.Conformance;

/// <summary>What became of a test.</summary>
internal sealed record ConformanceResult(string Name, ConformanceOutcome Outcome, string? Reason = null);
