using Lana.Selections;

namespace Lana.Analysis;

/// <summary>A device of a sweep over devices: its table and what a network may take there.</summary>
/// <param name="Latency">The latencies on the device in milliseconds, with the constant of stem and head.</param>
/// <param name="MaximumMs">The most that the whole network may take there, in milliseconds; finite.</param>
public sealed record DeviceBudget(CostTable Latency, double MaximumMs);
