namespace Lana.Pipeline;

/// <summary>The comparison of the best selections by a short fine-tuning.</summary>
/// <param name="Trials">All that were compared; the one that was chosen before comes first.</param>
public sealed record SuccessiveHalvingResult(IReadOnlyList<HalvingTrial> Trials)
{
    /// <summary>The selection with the lowest loss; of equals the first.</summary>
    public MeasuredSelection Winner => Trials.MinBy(trial => trial.TrainedLoss)!.Chosen;
}
