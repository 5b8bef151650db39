using Lana.Pretraining;
using Lana.Scoring;

namespace Lana.Pipeline;

/// <summary>What the pre-training and the scoring cost, from probes of a few candidates.</summary>
internal sealed class CandidateCosts(ForecastInputs inputs, StageProbes probes)
{
    // Enough that candidates which need no training and those which do are in it as in all, unless that were more than a
    // fiftieth of the pre-training.
    private const int MinSample = 24;
    private const int MaxSample = 64;
    private const double MaxShare = 0.02;
    private const int ProbedSteps = 16;
    private const int ScoredLayers = 3;

    // Of the batches that the race of the scorer leaves to be scored.
    private const double RaceShare = 0.8;

    /// <summary>The pre-training by <see cref="StepWork"/>, and the images of a step.</summary>
    /// <param name="trainable">The candidates, at least one.</param>
    /// <param name="teacher">The seconds of the teacher for an image on one thread.</param>
    public async Task<(StageCost Cost, int BatchSize)> PretrainAsync(IReadOnlyList<Candidate> trainable, double teacher)
    {
        var options = (inputs.Parts.Trainer as CandidateTrainer)?.Options ?? new PretrainingOptions();
        var sample = ForecastSample.Of(trainable, SampleSize(trainable.Count, options), inputs.Options.Seed);
        var (probe, batchSize) = await probes.PretrainAsync(sample).ConfigureAwait(false);
        var workers = options.Workers > 0 ? options.Workers : Environment.ProcessorCount;
        var shared = (double)probe.Units / sample.Count * batchSize * teacher / workers;
        return (StageCost.Of(probe.Seconds, shared, sample.Sum(StepWork)), batchSize);
    }

    /// <summary>The scoring by <see cref="SuffixWork"/>.</summary>
    /// <param name="scored">The candidates, at least one.</param>
    /// <param name="teacher">The seconds of the teacher for an image on one thread.</param>
    public async Task<StageCost> ScoreAsync(IReadOnlyList<Candidate> scored, double teacher)
    {
        // Whole layers, since the candidates of a layer run through the rest of the network together.
        var layers = ForecastSample.Of([.. scored.GroupBy(candidate => candidate.Layer.Index)], ScoredLayers, inputs.Options.Seed);
        var sample = layers.SelectMany(layer => layer).ToList();
        var (probe, batchSize) = await probes.ScoreAsync(sample).ConfigureAwait(false);
        var shared = (double)probe.Units / sample.Count * batchSize * teacher;
        var race = inputs.Parts.Scorer is CandidateScorer { Options.PruneDominated: true } ? RaceShare : 1.0;
        return race * StageCost.Of(probe.Seconds, shared, sample.Sum(SuffixWork));
    }

    /// <summary>The work of a training step.</summary>
    public static double StepWork(Candidate candidate) => ForecastSample.Work(candidate.Cost);

    /// <summary>The work of the candidate and everything after its layer.</summary>
    public double SuffixWork(Candidate candidate) =>
        Math.Max(0.0, ForecastSample.Work(inputs.Network.Cost) - PrefixWork(candidate.Layer.Index)) + StepWork(candidate);

    /// <summary>The share of the teacher that runs for the features of a layer, 0 to 1.</summary>
    public double PrefixShare(int layer) => Math.Min(1.0, PrefixWork(layer) / ForecastSample.Work(inputs.Network.Cost));

    private double PrefixWork(int layer) => inputs.Network.Layers.Take(layer + 1)
        .Sum(before => ForecastSample.Work(before.Definition.Cost(before.Input)));

    private int SampleSize(int trainable, PretrainingOptions options)
    {
        var data = inputs.Data.Train.Count;
        var images = options.ImagesPerEpoch == 0 ? data : Math.Min(options.ImagesPerEpoch, data);
        var steps = Math.Max(1, images / options.BatchSize) * options.Epochs;
        return Math.Clamp((int)(MaxShare * trainable * steps / ProbedSteps), MinSample, MaxSample);
    }
}
