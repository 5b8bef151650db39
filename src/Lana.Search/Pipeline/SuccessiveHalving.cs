namespace Lana.Pipeline;

/// <summary>Fine-tunes the best few selections for a short time, on the same images in the same order, and keeps the one
/// with the lowest training loss.</summary>
/// <remarks>The loss of an assembled network before fine-tuning predicts little of the loss after it. One round of
/// successive halving (Jamieson and Talwalkar, 2016).</remarks>
internal sealed class SuccessiveHalving(RunStore store, StageContext context)
{
    /// <summary>Runs the trials.</summary>
    /// <returns>Null if no other selection is within the budget.</returns>
    public async Task<SuccessiveHalvingResult?> RunAsync(HalvingInputs inputs)
    {
        var selections = (await store.RunAsync(new HalvingStage(), inputs, context).ConfigureAwait(false)).Value;
        if (selections.Count == 1)
        {
            return null;
        }

        var trials = new List<HalvingTrial>();
        foreach (var selection in selections)
        {
            // Each is kept as soon as it is known: a stop costs one of them.
            var stage = new HalvingTrialStage(trials.Count + 1);
            var loss = await store
                .RunAsync(stage, new HalvingTrialInputs(inputs, selection), context)
                .ConfigureAwait(false);
            trials.Add(new HalvingTrial(selection, loss.Value));
        }

        return new SuccessiveHalvingResult(trials);
    }
}
