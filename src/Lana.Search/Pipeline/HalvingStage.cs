using Lana.FineTuning;

namespace Lana.Pipeline;

/// <summary>The inputs of successive halving.</summary>
internal sealed record HalvingInputs(
    SelectionInputs Selection, MeasuredSelection Start, SuccessiveHalvingOptions Options, IFineTuner FineTuner)
    : IStageInputs;

/// <summary>Finds the selections to compare: the chosen one first, then the best by rank that are measured within the
/// budget.</summary>
internal sealed class HalvingStage : Stage<HalvingInputs, IReadOnlyList<MeasuredSelection>>
{
    // Of the selections that the prediction allows, some are measured over the budget.
    private const int MeasuredPerSelection = 3;

    public override string Name => "successive-halving";

    public override async Task<IReadOnlyList<MeasuredSelection>> RunAsync(HalvingInputs input, StageContext context)
    {
        var (inputs, start, options, _) = input;
        var search = new SelectionSearch(inputs, context);
        var trials = new NetworkTrials(inputs, context);
        var limits = search.Around(start);
        var result = await search.SolveAsync(limits.Predictor, limits.PredictedMs).ConfigureAwait(false);
        var solutions = result.Solutions.Select(solution => solution.Selection).ToList();
        var losses = await trials.RankAsync(solutions).ConfigureAwait(false);
        var others = solutions
            .Zip(losses)
            .Where(pair => pair.First != start.Selection)
            .OrderBy(pair => pair.Second)
            .Take(MeasuredPerSelection * options.Selections);
        var found = new List<MeasuredSelection> { start };
        foreach (var (selection, loss) in others.TakeWhile(_ => found.Count < options.Selections))
        {
            var measured = await trials.MeasureAsync(selection).ConfigureAwait(false);
            if (measured <= limits.MeasuredMs)
            {
                found.Add(new MeasuredSelection(
                    selection,
                    loss,
                    limits.Predictor.Predict(selection).LatencyMs,
                    measured,
                    inputs.Budget.Ms,
                    start.Rounds));
            }
        }

        return [.. found.Select(selection => selection with { Rounds = start.Rounds + trials.Latencies.Count })];
    }
}
