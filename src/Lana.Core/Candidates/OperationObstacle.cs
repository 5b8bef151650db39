namespace Lana.Candidates;

/// <summary>An operation that cannot replace a layer.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Reason">The reason, as a clause, for example <c>its shape changes</c>.</param>
public sealed record OperationObstacle(Operation Operation, string Reason);
