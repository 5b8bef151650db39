namespace Lana.Candidates;

/// <summary>One number of a <see cref="ScoreTable"/>.</summary>
/// <param name="Layer">The layer's name, for example <c>blocks.2.1</c>.</param>
/// <param name="Operation">The operation's canonical name, for example <c>efn_e3_k5_se0.04</c>.</param>
/// <param name="Score">The score in the table's unit, lower is better; not finite where it could not be
/// measured.</param>
public readonly record struct ScoreEntry(string Layer, string Operation, double Score);
