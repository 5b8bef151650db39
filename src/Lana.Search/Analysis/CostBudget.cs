namespace Lana.Analysis;

/// <summary>One budget of a sweep: a cost, for example the latency on one device, and its limit.</summary>
/// <param name="Cost">The cost's name.</param>
/// <param name="Maximum">The most that a selection may cost, in its unit.</param>
public readonly record struct CostBudget(string Cost, double Maximum);
