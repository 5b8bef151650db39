namespace Lana.Problem;

/// <summary>The rules of a <see cref="SelectionProblem"/> beside the limits of its costs.</summary>
/// <param name="Alike">Groups of layers that must choose the same operation, by the layers' names; disjoint.</param>
/// <param name="MaxDistinct">The maximum number of different operations in the network; null for no limit.</param>
/// <param name="RunLimits">Operations that may be chosen only so many times in a row.</param>
/// <param name="PairTerms">Scores that count when two candidates are chosen together.</param>
internal sealed record SelectionRules(
    IReadOnlyList<IReadOnlyList<string>> Alike,
    int? MaxDistinct,
    IReadOnlyList<RunLimit> RunLimits,
    IReadOnlyList<PairTerm> PairTerms);
