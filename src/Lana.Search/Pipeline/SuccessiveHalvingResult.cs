namespace Lana.Pipeline;

/// <summary>Which of the best selections does best after a short fine-tuning.</summary>
/// <param name="Trials">All that competed; the one that was chosen before comes first.</param>
public sealed record SuccessiveHalvingResult(IReadOnlyList<HalvingTrial> Trials)
{
    /// <summary>The one with the lowest loss; of equals the first.</summary>
    public MeasuredSelection Winner => Trials.MinBy(trial => trial.TrainedLoss)!.Chosen;
}
