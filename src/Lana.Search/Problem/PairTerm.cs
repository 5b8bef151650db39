namespace Lana.Problem;

/// <summary>A score that counts when two candidates are chosen together: an interaction of two layers.</summary>
/// <param name="First">The candidate of one layer.</param>
/// <param name="Second">The candidate of another layer.</param>
/// <param name="Score">The value added to the objective when both are chosen: finite, may be negative.</param>
public readonly record struct PairTerm(CandidateKey First, CandidateKey Second, double Score);
