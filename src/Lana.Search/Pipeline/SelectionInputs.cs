using Lana.Pool;
using Lana.Ranking;

namespace Lana.Pipeline;

/// <summary>The inputs of the selection: the candidates, the selector and the budget.</summary>
internal sealed record SelectionInputs : IStageInputs
{
    public required TeacherModel Teacher { get; init; }

    public required StageResult<ScoreTable> Scores { get; init; }

    public required LatencyTable Table { get; init; }

    public required TableBudget Budget { get; init; }

    public required IBatchSource Data { get; init; }

    public required IOperationSelector Selector { get; init; }

    public required INetworkRanker Ranker { get; init; }

    public required int MaxRounds { get; init; }

    public required double SafetyMargin { get; init; }

    public required double UnusedShare { get; init; }

    public required ulong Seed { get; init; }

    [NotPartOfFingerprint("The device is part of the table; the teacher's earlier times only detect a disturbed machine.")]
    public required PairedComparison Comparison { get; init; }

    [NotPartOfFingerprint("The scores depend on what the pool holds.")]
    public required CandidatePool Pool { get; init; }

    [NotPartOfFingerprint("The scores depend on the candidates.")]
    public required IReadOnlyDictionary<CandidateKey, Candidate> Candidates { get; init; }

    /// <summary>The teacher with the candidates of a selection: a view that shares their modules.</summary>
    public Network Assemble(Selection selection) =>
        Pool.Assemble(Teacher.Network, selection.Select(key => Candidates[key]));
}
