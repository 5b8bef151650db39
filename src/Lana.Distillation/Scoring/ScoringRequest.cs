using Lana.Pool;

namespace Lana.Scoring;

/// <summary>A request to score candidates.</summary>
/// <param name="Teacher">The teacher; it is not changed.</param>
/// <param name="Candidates">The candidates; the teacher's own layers score 0 without being run.</param>
/// <param name="Data">Training images, labelled if the score needs labels.</param>
/// <param name="Pool">The trained operations.</param>
public sealed record ScoringRequest(
    Network Teacher, IReadOnlyList<Candidate> Candidates, IBatchSource Data, CandidatePool Pool)
{
    /// <summary>Determines which images are used.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }

    /// <summary>The costs of the candidates, for <see cref="ScoringOptions.PruneDominated"/>; candidates that are not in it
    /// are never dropped.</summary>
    /// <value>Default null: every candidate is scored on all images.</value>
    public CostTable? Costs { get; init; }
}
