using Lana.Reproduction.Tables;

namespace Lana.Reproduction.Peers;

/// <summary>The correlation of the losses of short fine-tunings with their predictions: Kendall's τ.</summary>
internal static class TrialRanks
{
    /// <summary>Formats a sentence; null if there were no trials.</summary>
    public static FormattableString? Describe(PeerRow row)
    {
        if (row.SearchTrials is not { } all)
        {
            return null;
        }

        var trials = all.Where(trial => double.IsFinite(trial.Loss)).ToList();
        var later = trials.Where(trial => trial.PredictedLoss is not null).ToList();
        return $"""
            The {trials.Count} trials of {row.Name} at {row.Budget}: τ of the sum of scores with the loss after a short fine-tuning {Tau(trials, trial => trial.ScoreSum):F2}, of the assembled loss {Tau(trials, trial => trial.RankedLoss):F2}, of the prediction (on the {later.Count} later trials) {Tau(later, trial => trial.PredictedLoss!.Value):F2}. The scores' own selection ended at {trials[0].Loss:F3}, the best at {trials.Min(trial => trial.Loss):F3}.
            """;
    }

    private static double Tau(IReadOnlyList<TrialRow> trials, Func<TrialRow, double> known) =>
        RankCorrelation.Kendall([.. trials.Select(known)], [.. trials.Select(trial => trial.Loss)]);
}
