namespace Lana.Analysis;

/// <summary>A cost, for example the latency on one device, and its limit.</summary>
/// <param name="Cost">The cost's name.</param>
/// <param name="Maximum">The maximum cost of a selection, in its unit.</param>
public readonly record struct CostBudget(string Cost, double Maximum);
