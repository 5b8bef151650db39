namespace Lana.Solvers;

/// <summary>A limit of an infeasible problem, and the nearest value that would let a selection exist.</summary>
/// <param name="Cost">The cost's name.</param>
/// <param name="IsMaximum">True for a maximum; false for a minimum.</param>
/// <param name="Limit">The limit as it was set, in the cost's unit.</param>
/// <param name="Attainable">The smallest maximum, or largest minimum, with which a selection exists while all other
/// rules stay; null if the other rules alone allow none, or the time ran out.</param>
public readonly record struct AttainableLimit(string Cost, bool IsMaximum, double Limit, double? Attainable);
