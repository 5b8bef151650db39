namespace Lana.Acceleration;

/// <summary>Which of the best selections does best after a short fine-tuning.</summary>
/// <param name="Contenders">All that competed; the one that was chosen before comes first.</param>
public sealed record ContestResult(IReadOnlyList<Contender> Contenders)
{
    /// <summary>The one with the lowest loss; of equals the first.</summary>
    public ChosenSelection Winner => Contenders.MinBy(contender => contender.TrainedLoss)!.Selection;
}
