using Lana.Data;
using Lana.Networks;
using Lana.Pool;

namespace Lana.Interactions;

/// <summary>Which pairs are measured, on what.</summary>
/// <param name="Teacher">The teacher; it only runs and is not changed.</param>
/// <param name="Pairs">The pairs, each of two different layers; <see cref="NeighbourPairs"/> chooses some.</param>
/// <param name="Data">Training images, labelled.</param>
/// <param name="Pool">Where the trained operations are.</param>
public sealed record PairScoringTask(
    LayeredNetwork Teacher, IReadOnlyList<CandidatePair> Pairs, IBatchSource Data, CandidatePool Pool)
{
    /// <summary>Decides which images are looked at.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }
}
