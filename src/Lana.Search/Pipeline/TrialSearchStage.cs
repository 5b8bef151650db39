using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The inputs of the decision after all trials.</summary>
internal sealed record TrialDecisionInputs(TrialSearchInputs Search, IReadOnlyList<SelectionTrial> Trials) : IStageInputs;

/// <summary>Takes the trial with the lowest loss that is measured within the budget.</summary>
internal sealed class TrialSearchStage : Stage<TrialDecisionInputs, TrialSearchResult>
{
    public override string Name => "trial-search";

    public override async Task<TrialSearchResult> RunAsync(TrialDecisionInputs input, StageContext context)
    {
        var ((inputs, start, _, _, _), trials) = input;
        var networks = new NetworkTrials(inputs, context);
        var limits = new SelectionSearch(inputs, context).Around(start);
        foreach (var trial in trials.Where(trial => double.IsFinite(trial.Loss)).OrderBy(trial => trial.Loss))
        {
            if (trial.Selection == start.Selection)
            {
                break;
            }

            var measured = await networks.MeasureAsync(trial.Selection).ConfigureAwait(false);
            if (measured <= limits.MeasuredMs)
            {
                return new TrialSearchResult(trials, new MeasuredSelection(
                    trial.Selection,
                    trial.RankedLoss,
                    limits.Predictor.Predict(trial.Selection).LatencyMs,
                    measured,
                    inputs.Budget.Ms,
                    start.Rounds + networks.Latencies.Count));
            }
        }

        return new TrialSearchResult(trials, start);
    }
}
