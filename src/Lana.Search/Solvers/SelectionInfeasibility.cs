namespace Lana.Solvers;

/// <summary>Why no selection meets the rules, and which limits would let one.</summary>
/// <param name="Constraint">The name of the cost whose limit binds, or <c>layer 'x'</c>, or <c>side rules</c>.</param>
/// <param name="Message">The reason in a sentence, with the nearest attainable limits.</param>
/// <param name="Nearest">Every limit that was set, with its nearest attainable value.</param>
public sealed record SelectionInfeasibility(string Constraint, string Message, IReadOnlyList<AttainableLimit> Nearest);
