namespace Lana.Problem;

/// <summary>The rules of a <see cref="SelectionProblem"/> in addition to the limits of its costs.</summary>
/// <param name="Alike">Groups of layers that must choose the same operation, by the layers' names; disjoint.</param>
/// <param name="MaxDistinct">The maximum number of different operations in the network; null for no limit.</param>
/// <param name="RunLimits">Limits on the number of neighbouring layers with the same operation.</param>
/// <param name="PairTerms">Scores that count when two candidates are chosen together.</param>
internal sealed record SelectionRules(
    IReadOnlyList<IReadOnlyList<string>> Alike,
    int? MaxDistinct,
    IReadOnlyList<RunLimit> RunLimits,
    IReadOnlyList<PairTerm> PairTerms);
