namespace Lana.Trials;

/// <summary>Predicts the logarithm of the loss after a short fine-tuning.</summary>
/// <remarks>After the linear accuracy predictor of DONNA (Moons et al. 2021, arXiv 2012.08859), with two changes. No
/// weight is negative: otherwise a fit to a few trials at one latency could reward damage, and a program that minimises
/// such a sum finds the worst networks. There are two fits: one on traits that add up over the layers, whose parts are
/// again scores a_ij so that the integer program stays exact, and one that also uses the loss of the assembled network,
/// which includes the interactions of damaged layers.</remarks>
internal sealed class TrialLossModel
{
    // Where the trials give no information, the scores decide.
    private const double ScoreWeight = 1e-3;
    private const double LeastLoss = 1e-6;
    private const double MostLoss = 1e6;

    private readonly CandidateTraits _traits;
    private readonly NonNegativeRegression _sum;
    private readonly NonNegativeRegression _network;

    private TrialLossModel(CandidateTraits traits, NonNegativeRegression sum, NonNegativeRegression network) =>
        (_traits, _sum, _network) = (traits, sum, network);

    /// <summary>Fits the model to trials whose loss is finite.</summary>
    /// <returns>Null for fewer than three trials.</returns>
    public static TrialLossModel? Fit(CandidateTraits traits, IEnumerable<SelectionTrial> trials)
    {
        var usable = trials.Where(trial => double.IsFinite(trial.Loss) && trial.Loss > 0.0).ToList();
        if (usable.Count < 3)
        {
            return null;
        }

        double[] losses = [.. usable.Select(trial => Math.Log(trial.Loss))];
        double[][] sums = [.. usable.Select(trial => traits.Of(trial.Selection))];
        double[][] networks = [.. usable.Select((trial, index) => With(sums[index], trial.RankedLoss))];
        return new TrialLossModel(
            traits, NonNegativeRegression.Fit(sums, losses), NonNegativeRegression.Fit(networks, losses));
    }

    /// <summary>The predicted loss of a selection.</summary>
    /// <param name="selection">The candidate of each layer.</param>
    /// <param name="rankedLoss">The loss of the assembled network before the fine-tuning.</param>
    public double Predict(Selection selection, double rankedLoss) =>
        Math.Exp(_network.Predict(With(_traits.Of(selection), rankedLoss)));

    /// <summary>The scores of the integer program: the change of the logarithm of the loss.</summary>
    public IEnumerable<ScoreEntry> Scores(ScoreTable scores) => scores.Entries.Select(entry => entry with
    {
        Score = _sum.Change(_traits[entry.Key]) + (ScoreWeight * Math.Max(0.0, entry.Score)),
    });

    private static double[] With(double[] traits, double rankedLoss) =>
        [.. traits, Math.Log(double.IsNaN(rankedLoss) ? MostLoss : Math.Clamp(rankedLoss, LeastLoss, MostLoss))];
}
