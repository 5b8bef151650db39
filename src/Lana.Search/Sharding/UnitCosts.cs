using Lana.Pipeline;

namespace Lana.Sharding;

/// <summary>What units are expected to take on this machine.</summary>
/// <param name="training">The pre-training, by work of training steps.</param>
/// <param name="scoring">The scoring, by work of suffixes.</param>
/// <param name="prefix">The share of the teacher that runs for the features of a layer.</param>
/// <param name="suffix">The work of scoring a candidate.</param>
internal sealed class UnitCosts(StageCost training, StageCost scoring, Func<int, double> prefix, Func<Candidate, double> suffix)
{
    /// <summary>Probes a few candidates, as the forecast does.</summary>
    public static async Task<UnitCosts> MeasureAsync(ForecastInputs inputs)
    {
        using var pool = new ForecastPool();
        var probes = new StageProbes(inputs, pool);
        var costs = new CandidateCosts(inputs, probes);
        var candidates = inputs.Candidates().Where(candidate => !candidate.IsTeacher).ToList();
        var trainable = candidates.Where(candidate => candidate.NeedsTraining).ToList();
        var teacher = await probes.ForwardAsync(inputs.Teacher.Network).ConfigureAwait(false);
        var training = trainable.Count == 0
            ? default
            : (await costs.PretrainAsync(trainable, teacher).ConfigureAwait(false)).Cost;
        var scoring = candidates.Count == 0 ? default : await costs.ScoreAsync(candidates, teacher).ConfigureAwait(false);
        return new UnitCosts(training, scoring, costs.PrefixShare, costs.SuffixWork);
    }

    /// <summary>The pre-training of candidates of a layer.</summary>
    public StageCost Training(int layer) => training with { SharedSeconds = prefix(layer) * training.SharedSeconds };

    /// <summary>The seconds of scoring a layer's candidates.</summary>
    public double Scoring(IEnumerable<Candidate> candidates) => scoring.Seconds(candidates.Sum(suffix));
}
