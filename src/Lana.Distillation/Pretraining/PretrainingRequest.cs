using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>A request to train candidates.</summary>
/// <param name="Teacher">The teacher; it is not changed.</param>
/// <param name="Candidates">The candidates; those that need no training are skipped.</param>
/// <param name="Data">Training images; labels are not used.</param>
/// <param name="Pool">Stores the trained operations; those it already has are not trained again.</param>
public sealed record PretrainingRequest(
    Network Teacher, IReadOnlyList<Candidate> Candidates, IBatchSource Data, CandidatePool Pool)
{
    /// <summary>Determines initial weights and the order of the images.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }

    /// <summary>The costs of the candidates, for <see cref="PretrainingOptions.PruneDominated"/>; candidates that are
    /// not in it are never dropped.</summary>
    /// <value>Default null.</value>
    public CostTable? Costs { get; init; }

    /// <summary>The hash of the teacher's weights: operations of another teacher are trained again.</summary>
    /// <value>Default empty: it is computed.</value>
    public string TeacherFingerprint { get; init; } = "";
}
