namespace Lana.Solvers;

/// <summary>A limit of an infeasible problem, and the nearest value that would let a selection exist.</summary>
/// <param name="Cost">The cost's name.</param>
/// <param name="IsMaximum">Whether the limit is a maximum; else it is a minimum.</param>
/// <param name="Limit">The limit as it was set, in the cost's unit.</param>
/// <param name="Attainable">The smallest maximum, or largest minimum, with which a selection exists while all other rules
/// stay; null where the other rules alone leave none, or the time ran out.</param>
public readonly record struct AttainableLimit(string Cost, bool IsMaximum, double Limit, double? Attainable);
