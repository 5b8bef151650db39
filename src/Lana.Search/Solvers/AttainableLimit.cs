namespace Lana.Solvers;

/// <summary>A limit that stands in the way, and the nearest value at which it would not.</summary>
/// <param name="Cost">The cost's name.</param>
/// <param name="IsMaximum">Whether the limit is a maximum; else it is a minimum.</param>
/// <param name="Limit">The limit as it was set, in the cost's unit.</param>
/// <param name="Attainable">What this limit would have to be for a selection to exist while all other rules stay: the
/// smallest maximum, or the largest minimum. Null where the other rules alone leave no selection, or where the time was
/// up before it was known.</param>
public readonly record struct AttainableLimit(string Cost, bool IsMaximum, double Limit, double? Attainable);
