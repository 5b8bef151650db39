namespace Lana.Problem;

/// <summary>A side rule: an operation may be chosen at most so many times in a row.</summary>
/// <param name="Operation">The operation's canonical name, for example <c>identity</c>.</param>
/// <param name="Longest">The longest run of neighbouring layers, in the order of the problem's layers; at least
/// 0.</param>
public readonly record struct RunLimit(string Operation, int Longest);
