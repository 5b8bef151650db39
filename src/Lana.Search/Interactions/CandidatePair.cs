using Lana.Pool;

namespace Lana.Interactions;

/// <summary>Two operations that could take the places of two layers together.</summary>
/// <param name="First">The operation in one layer.</param>
/// <param name="Second">The operation in another.</param>
public sealed record CandidatePair(CandidateJob First, CandidateJob Second);
