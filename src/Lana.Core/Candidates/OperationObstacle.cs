namespace Lana.Candidates;

/// <summary>An operation that cannot take a layer's place.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Reason">Why, as a clause, for example <c>its shape changes</c>.</param>
public sealed record OperationObstacle(Operation Operation, string Reason);
