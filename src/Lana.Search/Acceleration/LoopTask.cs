using Lana.Candidates;
using Lana.Data;
using Lana.Networks;
using Lana.Pool;
using Lana.Tables;

namespace Lana.Acceleration;

/// <summary>What the closed loop chooses from.</summary>
internal sealed record LoopTask(LayeredNetwork Teacher, CandidatePool Pool, ScoreTable Scores, LatencyTable Table)
{
    public required IReadOnlyDictionary<(string Layer, string Operation), CandidateJob> Jobs { get; init; }

    public required IBatchSource Data { get; init; }

    public required double BudgetMs { get; init; }

    /// <summary>Whether the budget is a share of the teacher: then only ratios of one run count, and drift does
    /// not.</summary>
    public required bool IsRelative { get; init; }

    /// <summary>The teacher with the chosen operations: a view.</summary>
    public LayeredNetwork Assemble(IReadOnlyList<string> operations) => Pool.Assemble(
        Teacher, Teacher.Layers.Select((layer, index) => Jobs[(layer.Name, operations[index])]));
}
