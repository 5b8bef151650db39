using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;
using Lana.Selections;

namespace Lana.Pretraining;

/// <summary>What is to be trained, from what, and where it is kept.</summary>
/// <param name="Teacher">The teacher; it only runs and is not changed.</param>
/// <param name="Candidates">The operations, each in its layer; those that need no training are passed over.</param>
/// <param name="Data">Training images; labels are not used.</param>
/// <param name="Pool">Where finished operations are kept, and what is there is not trained again.</param>
public sealed record PretrainingRequest(
    Network Teacher, IReadOnlyList<Candidate> Candidates, IBatchSource Data, CandidatePool Pool)
{
    /// <summary>Decides initial weights and the order of the images.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }

    /// <summary>What each operation costs, for <see cref="PretrainingOptions.PruneDominated"/>; operations that are not in
    /// it are never dropped.</summary>
    /// <value>Default null.</value>
    public CostTable? Costs { get; init; }

    /// <summary>The hash of the teacher's weights: operations of another teacher are trained again.</summary>
    /// <value>Default empty: it is computed.</value>
    public string TeacherFingerprint { get; init; } = "";
}
