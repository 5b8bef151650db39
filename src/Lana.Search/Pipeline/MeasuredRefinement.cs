using Lana.Analysis.Refining;
using Lana.Solvers;

namespace Lana.Pipeline;

/// <summary>Tries single swaps on the selection that the closed loop settled on: the ranker's loss judges them, and
/// what would be kept is measured first.</summary>
internal sealed class MeasuredRefinement(
    AccelerationParts parts, AcceleratorOptions options, RefinementOptions refinement, LoopTask task)
{
    private readonly NetworkTrials _trials = new(parts, task, options.Seed);

    public async Task<RefinedSelection> RunAsync(
        MeasuredSelection start, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var (predictor, limitMs, _) = task.Around(start, options);
        var best = start;
        var result = await new SelectionRefiner(refinement)
            .RefineAsync(
                task.Problem(predictor.ToCostTable(limitMs), limitMs),
                start.Selection,
                EvaluateAsync,
                progress,
                cancellationToken)
            .ConfigureAwait(false);
        return new RefinedSelection(
            best with { Rounds = start.Rounds + _trials.Latencies.Count }, result.Swaps, result.Evaluations);

        async ValueTask<double> EvaluateAsync(SelectionSolution solution, CancellationToken token)
        {
            var loss = (await _trials.RankAsync([solution.Selection], null, token).ConfigureAwait(false))[0];
            if (loss >= best.RankedLoss - refinement.MinImprovement)
            {
                return loss;
            }

            var selection = solution.Selection;
            var measured = await _trials.MeasureAsync(selection, null, token).ConfigureAwait(false);
            if (measured > task.BudgetMs)
            {
                return double.PositiveInfinity;
            }

            best = new MeasuredSelection(
                selection, loss, predictor.Predict(selection).LatencyMs, measured, task.BudgetMs, start.Rounds);
            return loss;
        }
    }
}
