namespace Lana.Candidates;

/// <summary>One number of a <see cref="CostTable"/>.</summary>
/// <param name="Layer">The layer's name, for example <c>blocks.2.1</c>.</param>
/// <param name="Operation">The operation's canonical name, for example <c>efn_e3_k5_se0.04</c>.</param>
/// <param name="Cost">The cost in the table's unit: finite, at least 0.</param>
public readonly record struct CostEntry(string Layer, string Operation, double Cost);
