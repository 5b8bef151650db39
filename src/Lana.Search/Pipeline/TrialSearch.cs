using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>Searches by short fine-tunings: each round trains selections that the earlier rounds predict to be good.</summary>
/// <remarks>Scores taken before fine-tuning do not include what it repairs. A stop loses the current round.</remarks>
internal sealed class TrialSearch(RunStore store, StageContext context)
{
    public async Task<TrialSearchResult> RunAsync(TrialSearchInputs inputs)
    {
        var trials = new List<SelectionTrial>();
        for (var round = 0; round <= inputs.Options.Rounds; round++)
        {
            var stage = new TrialRoundStage(round);
            var result = await store
                .RunAsync(stage, new TrialRoundInputs(inputs, [.. trials]), context)
                .ConfigureAwait(false);
            trials.AddRange(result.Value);
        }

        return (await store
            .RunAsync(new TrialSearchStage(), new TrialDecisionInputs(inputs, trials), context)
            .ConfigureAwait(false)).Value;
    }
}
