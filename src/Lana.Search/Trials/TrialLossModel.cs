using static TorchSharp.torch;

namespace Lana.Trials;

/// <summary>Predicts the logarithm of the loss after a short fine-tuning as a sum over the layers.</summary>
/// <remarks>A ridge regression on the traits of the candidates: what it predicts are again scores a_ij, so that the integer
/// program stays exact. After the linear accuracy predictor of DONNA (Moons et al. 2021, arXiv 2012.08859).</remarks>
internal sealed class TrialLossModel
{
    private static readonly double[] Ridges = [0.3, 1.0, 3.0, 10.0, 30.0];

    private readonly CandidateTraits _traits;
    private readonly double[] _weights;
    private readonly double _offset;

    private TrialLossModel(CandidateTraits traits, double[] weights, double offset) =>
        (_traits, _weights, _offset) = (traits, weights, offset);

    /// <summary>Fits the model to trials whose loss is finite; the strength of the ridge is decided by leaving each out
    /// once.</summary>
    /// <returns>Null for fewer than three trials.</returns>
    public static TrialLossModel? Fit(CandidateTraits traits, IEnumerable<SelectionTrial> trials)
    {
        var samples = trials
            .Where(trial => double.IsFinite(trial.Loss) && trial.Loss > 0.0)
            .Select(trial => (Traits: traits.Of(trial.Selection), Loss: Math.Log(trial.Loss)))
            .ToList();
        if (samples.Count < 3)
        {
            return null;
        }

        var ridge = Ridges.MinBy(ridge => Enumerable.Range(0, samples.Count).Sum(left =>
        {
            var (weights, offset) = Solve([.. samples.Where((_, index) => index != left)], ridge);
            var error = offset + Dot(weights, samples[left].Traits) - samples[left].Loss;
            return error * error;
        }));
        var (best, constant) = Solve(samples, ridge);
        return new TrialLossModel(traits, best, constant);
    }

    /// <summary>The predicted loss of a selection.</summary>
    public double Predict(Selection selection) => Math.Exp(_offset + Dot(_weights, _traits.Of(selection)));

    /// <summary>The scores of the integer program: the change of the logarithm of the loss.</summary>
    public IEnumerable<ScoreEntry> Scores(ScoreTable scores) =>
        scores.Entries.Select(entry => entry with { Score = Dot(_weights, _traits[entry.Key]) });

    private static (double[] Weights, double Offset) Solve(List<(double[] Traits, double Loss)> samples, double ridge)
    {
        using var scope = NewDisposeScope();
        var rows = tensor(samples.SelectMany(sample => sample.Traits).ToArray(), dtype: float64).view(samples.Count, -1);
        var losses = tensor(samples.Select(sample => sample.Loss).ToArray(), dtype: float64);
        var (mean, level) = (rows.mean([0]), losses.mean());
        var spread = rows.std(0, unbiased: false).clamp_min(1e-9);
        var centred = rows.sub(mean).div(spread);
        var system = centred.t().matmul(centred).add(eye(centred.size(1), dtype: float64).mul(ridge));
        var weights = linalg.solve(system, centred.t().matmul(losses.sub(level))).div(spread);
        return (weights.data<double>().ToArray(), level.sub(weights.dot(mean)).item<double>());
    }

    private static double Dot(double[] left, double[] right) => left.Zip(right, (first, second) => first * second).Sum();
}
