using Lana.Analysis.Refining;

namespace Lana.Pipeline;

/// <summary>The inputs of the refinement.</summary>
internal sealed record RefinementInputs(SelectionInputs Selection, MeasuredSelection Start, RefinementOptions Options)
    : IStageInputs;

/// <summary>Tries single swaps on the selection of the budget loop: the ranker's loss judges them, and a swap is kept only
/// if the measured network is within the budget.</summary>
internal sealed class RefinementStage : Stage<RefinementInputs, RefinedSelection>
{
    public override string Name => "refinement";

    public override async Task<RefinedSelection> RunAsync(RefinementInputs input, StageContext context)
    {
        var (inputs, start, options) = input;
        var search = new SelectionSearch(inputs, context);
        var trials = new NetworkTrials(inputs, context);
        var limits = search.Around(start);
        var best = start;
        var result = await new SelectionRefiner(options)
            .RefineAsync(
                search.Problem(limits.Predictor.ToCostTable(limits.PredictedMs), limits.PredictedMs),
                start.Selection,
                EvaluateAsync,
                context.Progress,
                context.CancellationToken)
            .ConfigureAwait(false);
        return new RefinedSelection(
            best with { Rounds = start.Rounds + trials.Latencies.Count }, result.Swaps, result.Evaluations);

        async ValueTask<double> EvaluateAsync(SelectionSolution solution, CancellationToken cancellationToken)
        {
            var selection = solution.Selection;
            var loss = (await trials.RankAsync([selection], reports: false).ConfigureAwait(false))[0];
            if (loss >= best.RankedLoss - options.MinImprovement)
            {
                return loss;
            }

            var measured = await trials.MeasureAsync(selection, reports: false).ConfigureAwait(false);
            if (measured > inputs.Budget.Ms)
            {
                return double.PositiveInfinity;
            }

            best = new MeasuredSelection(
                selection,
                loss,
                limits.Predictor.Predict(selection).LatencyMs,
                measured,
                inputs.Budget.Ms,
                start.Rounds);
            return loss;
        }
    }
}
