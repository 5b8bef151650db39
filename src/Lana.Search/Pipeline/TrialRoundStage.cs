using Lana.FineTuning;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The inputs of one round of trials.</summary>
internal sealed record TrialRoundInputs(TrialSearchInputs Search, IReadOnlyList<SelectionTrial> Earlier) : IStageInputs;

/// <summary>Proposes selections and fine-tunes them for a short time, side by side.</summary>
/// <param name="number">The number of the round, from 0.</param>
internal sealed class TrialRoundStage(int number) : Stage<TrialRoundInputs, IReadOnlyList<SelectionTrial>>
{
    // Where the length of the fine-tuning is not known.
    private const int DefaultSteps = 50;
    private const int LeastSteps = 10;

    public override string Name => $"trials-{number}";

    public override async Task<IReadOnlyList<SelectionTrial>> RunAsync(TrialRoundInputs input, StageContext context)
    {
        var (search, earlier) = input;
        var model = TrialLossModel.Fit(search.Traits, earlier);
        var proposer = new SelectionProposer(search, new NetworkTrials(search.Selection, context), context);
        var proposals = model is null
            ? await proposer.BeginAsync().ConfigureAwait(false)
            : await proposer.ContinueAsync(model, earlier, SeedMix.Of(search.Selection.Seed, number)).ConfigureAwait(false);
        var losses = await TrainAsync(search, [.. proposals.Select(proposal => proposal.Selection)], context)
            .ConfigureAwait(false);
        return
        [
            .. proposals.Zip(losses, (proposal, loss) => new SelectionTrial(
                proposal.Selection,
                proposal.Selection.Sum(key => search.Selection.Scores.Value[key]),
                proposal.RankedLoss,
                loss)
            {
                PredictedLoss = model?.Predict(proposal.Selection),
            }),
        ];
    }

    private static async Task<IReadOnlyList<double>> TrainAsync(
        TrialSearchInputs search, IReadOnlyList<Selection> selections, StageContext context)
    {
        var (inputs, _, options, fineTuner, heldOut) = search;
        var judges = heldOut ?? inputs.Data.Split(Math.Min(options.Images, inputs.Data.Count - 1), inputs.Seed).First;
        var steps = fineTuner.StepsOn(inputs.Data) is { } all
            ? Math.Max(LeastSteps, (long)(all * options.Share / options.AllTrials))
            : DefaultSteps;
        var students = new List<Network>();
        try
        {
            students.AddRange(selections.Select(selection => inputs.Assemble(selection).Detach()));
            var requests = students.Select(student => new FineTuningRequest(student, inputs.Data)
            {
                Teacher = inputs.Teacher.Network,
                Validation = judges,
                Steps = steps,
                Seed = inputs.Seed,
            });
            var results = await fineTuner
                .FineTuneAllAsync([.. requests], context.Progress, context.CancellationToken)
                .ConfigureAwait(false);
            return [.. results.Select(result => result.ValidationLoss ?? result.FinalLoss)];
        }
        finally
        {
            students.ForEach(student => student.Dispose());
        }
    }
}
