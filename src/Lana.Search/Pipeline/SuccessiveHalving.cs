using System.Text.Json;
using Lana.FineTuning;
using Lana.Internal;

namespace Lana.Pipeline;

/// <summary>Fine-tunes the best few selections for a moment, on the same images in the same order, and takes the one
/// that has come furthest.</summary>
/// <remarks>What a network loses before it is fine-tuned says little of what fine-tuning makes of it. As in successive
/// halving (Jamieson and Talwalkar, 2016), with one round.</remarks>
/// <param name="context">The acceleration.</param>
/// <param name="contest">How.</param>
/// <param name="task">What is chosen from.</param>
/// <param name="origin">The hash of everything the selection was made from.</param>
internal sealed class SuccessiveHalving(RunContext context, SuccessiveHalvingOptions contest, LoopTask task, string origin)
{
    // Of those that the prediction lets pass, some are measured over the budget.
    private const int MeasuredPerContender = 3;

    /// <summary>Lets them compete.</summary>
    /// <returns>Null where no other selection is within the budget.</returns>
    public async Task<SuccessiveHalvingResult?> RunAsync(MeasuredSelection start)
    {
        var inputs = ContentHash.Of(
            origin,
            JsonSerializer.Serialize(start),
            JsonSerializer.Serialize(contest),
            context.Parts.FineTuner.Fingerprint);
        var selections = await context.Run
            .StageAsync("contenders", inputs, () => FindAsync(start))
            .ConfigureAwait(false);
        if (selections.Count == 1)
        {
            return null;
        }

        var contenders = new List<HalvingTrial>();
        foreach (var selection in selections)
        {
            // Each is kept as soon as it is known: a stop costs one of them.
            contenders.Add(new HalvingTrial(selection, await context.Run
                .StageAsync(
                    $"contest-{contenders.Count + 1}",
                    ContentHash.Of(inputs, $"{selection.Selection}"),
                    () => TrainAsync(selection))
                .ConfigureAwait(false)));
        }

        return new SuccessiveHalvingResult(contenders);
    }

    // The one that was chosen, and behind it the best by rank that are measured within the budget.
    private async Task<IReadOnlyList<MeasuredSelection>> FindAsync(MeasuredSelection start)
    {
        var (predictor, predictedLimitMs, measuredLimitMs) = task.Around(start, context.Options);
        var trials = new NetworkTrials(context.Parts, task, context.Options.Seed);
        var result = await task
            .SolveAsync(
                context.Parts.Selector,
                context.Selection,
                predictor,
                predictedLimitMs,
                context.Progress,
                context.CancellationToken)
            .ConfigureAwait(false);
        var losses = await trials
            .RankAsync([.. result.Solutions.Select(solution => solution.Selection)], context.Progress, context.CancellationToken)
            .ConfigureAwait(false);
        var others = result.Solutions
            .Select(solution => solution.Selection)
            .Zip(losses)
            .Where(pair => pair.First != start.Selection)
            .OrderBy(pair => pair.Second)
            .Take(MeasuredPerContender * contest.Contenders);
        var found = new List<MeasuredSelection> { start };
        foreach (var (selection, loss) in others.TakeWhile(_ => found.Count < contest.Contenders))
        {
            var measured = await trials
                .MeasureAsync(selection, context.Progress, context.CancellationToken)
                .ConfigureAwait(false);
            if (measured <= measuredLimitMs)
            {
                found.Add(new MeasuredSelection(
                    selection, loss, predictor.Predict(selection).LatencyMs, measured, task.BudgetMs, start.Rounds));
            }
        }

        return [.. found.Select(selection => selection with { Rounds = start.Rounds + trials.Latencies.Count })];
    }

    private async Task<double> TrainAsync(MeasuredSelection selection)
    {
        using var student = task.Assemble(selection.Selection).Detach();
        try
        {
            var result = await context.Parts.FineTuner
                .FineTuneAsync(
                    new FineTuningRequest(student, context.Data.Train)
                    {
                        Teacher = context.Teacher,
                        Epochs = contest.Epochs,
                        Seed = context.Options.Seed,
                    },
                    context.Progress,
                    context.CancellationToken)
                .ConfigureAwait(false);
            return result.FinalLoss;
        }
        catch (NonFiniteLossException)
        {
            return double.PositiveInfinity;
        }
    }
}
