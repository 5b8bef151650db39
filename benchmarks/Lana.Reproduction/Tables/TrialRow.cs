using Lana.Trials;

namespace Lana.Reproduction.Tables;

/// <summary>A short fine-tuning of the search.</summary>
/// <param name="ScoreSum">The sum of the selection's scores.</param>
/// <param name="RankedLoss">The loss of the assembled network.</param>
/// <param name="PredictedLoss">The predicted loss; null in the first round.</param>
/// <param name="Loss">The loss on held-out images after the fine-tuning.</param>
internal sealed record TrialRow(double ScoreSum, double RankedLoss, double? PredictedLoss, double Loss)
{
    public static TrialRow Of(SelectionTrial trial) =>
        new(trial.ScoreSum, trial.RankedLoss, trial.PredictedLoss, trial.Loss);
}
