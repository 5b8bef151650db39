namespace Lana.Problem;

/// <summary>A score that counts when two choices are made together: an interaction measured for a pair of
/// layers.</summary>
/// <param name="FirstLayer">The name of one layer.</param>
/// <param name="FirstOperation">The operation chosen there.</param>
/// <param name="SecondLayer">The name of the other layer.</param>
/// <param name="SecondOperation">The operation chosen there.</param>
/// <param name="Score">What is added to the objective when both are chosen: finite, may be negative.</param>
public readonly record struct PairTerm(
    string FirstLayer, string FirstOperation, string SecondLayer, string SecondOperation, double Score);
