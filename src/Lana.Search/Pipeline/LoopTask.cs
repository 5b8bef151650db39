using Lana.Calibration;
using Lana.Candidates;
using Lana.Data;
using Lana.Measurement;
using Lana.Networks;
using Lana.Pool;
using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;
using Lana.Tables;

namespace Lana.Pipeline;

/// <summary>What a selection is chosen from.</summary>
internal sealed record LoopTask(Network Teacher, CandidatePool Pool, ScoreTable Scores, LatencyTable Table)
{
    private const string Latency = "latency";

    public required IReadOnlyDictionary<CandidateKey, Candidate> Candidates { get; init; }

    public required IBatchSource Data { get; init; }

    public required double BudgetMs { get; init; }

    /// <summary>Whether the budget is a share of the teacher: then only ratios of one run count, and drift does
    /// not.</summary>
    public required bool IsRelative { get; init; }

    /// <summary>What the teacher took beside the networks that were measured.</summary>
    public TeacherHistory History { get; init; } = new();

    /// <summary>The teacher with the chosen operations: a view.</summary>
    public Network Assemble(Selection selection) => Pool.Assemble(Teacher, selection.Select(key => Candidates[key]));

    /// <summary>The prediction, corrected by a selection that was measured, and what others may take beside it: it was
    /// measured within the budget, whatever margin it leaves. What the correction has not learnt of it is taken for what
    /// it misses nearby, so that its own prediction is always within the limit.</summary>
    /// <returns>The prediction, the limit of what it says, and that of what is measured.</returns>
    public (ILatencyPredictor Predictor, double PredictedLimitMs, double MeasuredLimitMs) Around(
        MeasuredSelection start, AcceleratorOptions options)
    {
        var predictor = new TableLatencyPredictor(Table).Observe(start.Selection, start.MeasuredMs);
        var limit = Math.Max(BudgetMs * (1.0 - options.SafetyMargin), start.MeasuredMs);
        return (predictor, limit * predictor.Predict(start.Selection).LatencyMs / start.MeasuredMs, limit);
    }

    /// <summary>Solves the program within a predicted latency; nothing may be found.</summary>
    public async Task<SelectionResult> SolveAsync(
        IOperationSelector selector,
        SelectionOptions? options,
        ILatencyPredictor predictor,
        double limitMs,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var problem = Problem(predictor.ToCostTable(limitMs), limitMs);
        var result = await Task
            .Run(() => selector.Select(problem, options, progress, cancellationToken), cancellationToken)
            .ConfigureAwait(false);

        // A selector that is stopped hands out what it has; that must not pass for what it was asked for.
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>The program within a latency.</summary>
    public SelectionProblem Problem(CostTable latencies, double maximumMs) => SelectionProblem.Create()
        .Scores(Scores)
        .Cost(Latency, latencies)
        .Limit(Latency, maximum: maximumMs)
        .Build();
}
