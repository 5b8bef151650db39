using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The inputs of the decision after all rounds.</summary>
internal sealed record TrialDecisionInputs(TrialSearchInputs Search, IReadOnlyList<SelectionTrial> Trials) : IStageInputs;

/// <summary>Trains the best few selections that are measured within the budget for longer, and takes the best of
/// them.</summary>
internal sealed class TrialSearchStage : Stage<TrialDecisionInputs, TrialSearchResult>
{
    public override string Name => "trial-search";

    public override async Task<TrialSearchResult> RunAsync(TrialDecisionInputs input, StageContext context)
    {
        var (search, trials) = input;
        var finalists = await FinalistsAsync(search, trials, context).ConfigureAwait(false);
        if (finalists.Count == 1)
        {
            return new TrialSearchResult(trials, [], finalists[0]);
        }

        var losses = await TrialTraining
            .RunAsync(
                search,
                [.. finalists.Select(finalist => finalist.Selection)],
                TrialSearchOptions.FinalLength,
                context)
            .ConfigureAwait(false);
        var winner = finalists.Zip(losses).MinBy(pair => pair.Second).First;
        return new TrialSearchResult(trials, losses, winner);
    }

    // In the order of their loss; only the start, which is within the budget, if no other selection is.
    private static async Task<List<MeasuredSelection>> FinalistsAsync(
        TrialSearchInputs search, IReadOnlyList<SelectionTrial> trials, StageContext context)
    {
        var (inputs, start) = (search.Selection, search.Start);
        var networks = new NetworkTrials(inputs, context);
        var limits = new SelectionSearch(inputs, context).Around(start);
        var finalists = new List<MeasuredSelection>();
        foreach (var trial in trials.Where(trial => double.IsFinite(trial.Loss)).OrderBy(trial => trial.Loss))
        {
            if (finalists.Count == search.Options.Finalists)
            {
                break;
            }

            var measured = trial.Selection == start.Selection
                ? start.MeasuredMs
                : await networks.MeasureAsync(trial.Selection).ConfigureAwait(false);
            if (measured <= limits.MeasuredMs)
            {
                finalists.Add(trial.Selection == start.Selection ? start : new MeasuredSelection(
                    trial.Selection,
                    trial.RankedLoss,
                    limits.Predictor.Predict(trial.Selection).LatencyMs,
                    measured,
                    inputs.Budget.Ms,
                    start.Rounds + networks.Latencies.Count));
            }
        }

        return finalists.Count > 0 ? finalists : [start];
    }
}
