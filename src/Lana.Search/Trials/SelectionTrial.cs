namespace Lana.Trials;

/// <summary>A selection that was fine-tuned for a short time, with its scores from before.</summary>
/// <param name="Selection">The candidate of each layer.</param>
/// <param name="ScoreSum">The sum of its scores.</param>
/// <param name="RankedLoss">The loss of the assembled network before the fine-tuning.</param>
/// <param name="Loss">The loss on held-out images after it; not finite if the training failed.</param>
public sealed record SelectionTrial(Selection Selection, double ScoreSum, double RankedLoss, double Loss)
{
    /// <summary>The loss that the earlier trials predicted.</summary>
    /// <value>Default null: there were none.</value>
    public double? PredictedLoss { get; init; }
}
