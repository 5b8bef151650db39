using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The inputs of one round of trials.</summary>
internal sealed record TrialRoundInputs(TrialSearchInputs Search, IReadOnlyList<SelectionTrial> Earlier) : IStageInputs;

/// <summary>Proposes selections and fine-tunes them for a short time, in parallel.</summary>
/// <param name="number">The number of the round, from 0.</param>
internal sealed class TrialRoundStage(int number) : Stage<TrialRoundInputs, IReadOnlyList<SelectionTrial>>
{
    public override string Name => $"trials-{number}";

    public override async Task<IReadOnlyList<SelectionTrial>> RunAsync(TrialRoundInputs input, StageContext context)
    {
        var (search, earlier) = input;
        var model = TrialLossModel.Fit(search.Traits, earlier);
        if (model is null && earlier.Count > 0)
        {
            // Too few selections are within the budget to learn from.
            return [];
        }

        var proposer = new SelectionProposer(search, new NetworkTrials(search.Selection, context), context);
        var proposals = model is null
            ? await proposer.BeginAsync().ConfigureAwait(false)
            : await proposer.ContinueAsync(model, earlier, SeedMix.Of(search.Selection.Seed, number)).ConfigureAwait(false);
        var losses = await TrialTraining.RunAsync(search, [.. proposals.Select(proposal => proposal.Selection)], length: 1, context)
            .ConfigureAwait(false);
        return
        [
            .. proposals.Zip(losses, (proposal, loss) => new SelectionTrial(
                proposal.Selection,
                proposal.Selection.Sum(key => search.Selection.Scores.Value[key]),
                proposal.RankedLoss,
                loss)
            {
                PredictedLoss = model?.Predict(proposal.Selection, proposal.RankedLoss),
            }),
        ];
    }
}
