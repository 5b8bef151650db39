namespace Lana.Solvers;

/// <summary>The reason why no selection meets the rules, and the limits that would allow one.</summary>
/// <param name="Constraint">The name of the cost with the binding limit, or <c>layer 'x'</c>, or <c>side rules</c>.</param>
/// <param name="Message">The reason in a sentence, with the nearest attainable limits.</param>
/// <param name="Nearest">Every limit that was set, with its nearest attainable value.</param>
public sealed record SelectionInfeasibility(string Constraint, string Message, IReadOnlyList<AttainableLimit> Nearest);
