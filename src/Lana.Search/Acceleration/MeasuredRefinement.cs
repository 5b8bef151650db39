using Lana.Selection;
using Lana.Selection.Refining;

namespace Lana.Acceleration;

/// <summary>Tries single swaps on the selection that the closed loop settled on: the ranker's loss judges them, and
/// what would be kept is measured first.</summary>
internal sealed class MeasuredRefinement(
    AccelerationParts parts, AcceleratorOptions options, RefinementOptions refinement, LoopTask task)
{
    private readonly NetworkTrials _trials = new(parts, task, options.Seed);

    public async Task<RefinedSelection> RunAsync(
        ChosenSelection start, IProgress<LanaProgress>? progress, CancellationToken cancellationToken)
    {
        var (predictor, limitMs, _) = task.Around(start, options);
        var best = start;
        var result = await new SelectionRefiner(refinement)
            .RefineAsync(
                task.Problem(predictor.ToCostTable(limitMs), limitMs),
                [.. task.Table.Layers.Zip(start.Operations, (layer, name) => new SelectedOperation(layer, name))],
                EvaluateAsync,
                progress,
                cancellationToken)
            .ConfigureAwait(false);
        return new RefinedSelection(
            best with { Rounds = start.Rounds + _trials.Latencies.Count }, result.Swaps, result.Evaluations);

        async ValueTask<double> EvaluateAsync(SelectionSolution selection, CancellationToken token)
        {
            var loss = (await _trials.RankAsync([selection], null, token).ConfigureAwait(false))[0];
            if (loss >= best.RankedLoss - refinement.MinimumImprovement)
            {
                return loss;
            }

            var names = NetworkTrials.Names(selection);
            var measured = await _trials.MeasureAsync(names, null, token).ConfigureAwait(false);
            if (measured > task.BudgetMs)
            {
                return double.PositiveInfinity;
            }

            best = new ChosenSelection(
                names, loss, predictor.Predict(names).LatencyMs, measured, task.BudgetMs, start.Rounds);
            return loss;
        }
    }
}
