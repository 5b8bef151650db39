using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;

namespace Lana.Scoring;

/// <summary>What is to be scored, on what.</summary>
/// <param name="Teacher">The teacher; it only runs and is not changed.</param>
/// <param name="Candidates">The operations, each in its layer; the teacher's own layer scores 0 without a run.</param>
/// <param name="Data">Training images, labelled where the score needs labels.</param>
/// <param name="Pool">Where the trained operations are.</param>
public sealed record ScoringRequest(
    Network Teacher, IReadOnlyList<Candidate> Candidates, IBatchSource Data, CandidatePool Pool)
{
    /// <summary>Decides which images are looked at.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }
}
