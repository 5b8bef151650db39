namespace Lana.Pipeline;

/// <summary>Which of the best selections does best after a short fine-tuning.</summary>
/// <param name="Contenders">All that competed; the one that was chosen before comes first.</param>
public sealed record SuccessiveHalvingResult(IReadOnlyList<HalvingTrial> Contenders)
{
    /// <summary>The one with the lowest loss; of equals the first.</summary>
    public MeasuredSelection Winner => Contenders.MinBy(contender => contender.TrainedLoss)!.Chosen;
}
