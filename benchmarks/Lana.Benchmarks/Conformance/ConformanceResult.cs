namespace Lana.Benchmarks.Conformance;

/// <summary>The result of a test.</summary>
internal sealed record ConformanceResult(string Name, ConformanceOutcome Outcome, string? Reason = null);
