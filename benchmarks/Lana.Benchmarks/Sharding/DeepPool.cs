using Lana.Candidates;
using Lana.Data;
using Lana.Internal;
using Lana.Measurement;
using Lana.Models;
using Lana.Networks;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Problem;
using Lana.Scoring;
using Lana.Sharding;

namespace Lana.Benchmarks.Sharding;

/// <summary>The pool of the paper's largest network, EfficientNet-B6 with 197 operations in each layer, and what its units are
/// expected to take by the library's own forecast.</summary>
/// <remarks>The forecast's probes run at a small resolution; seconds for a unit of its measure of work are those of the full
/// one.</remarks>
/// <param name="Images">The images of an epoch of pre-training.</param>
/// <param name="Candidates">All candidates at the full resolution.</param>
/// <param name="Costs">What they cost.</param>
/// <param name="TeacherSeconds">All passes of the teacher for one pre-training.</param>
internal sealed record DeepPool(int Images, IReadOnlyList<Candidate> Candidates, UnitCosts Costs, double TeacherSeconds)
{
    public const string Name = "efficientnet_b6";
    private const int ScoredImages = 1024;
    private const int ProbedScores = 16;
    private const int ProbedImages = 1000;

    /// <summary>Probes the costs.</summary>
    /// <param name="size">The resolution of the probes.</param>
    /// <param name="epochs">The images of an epoch of pre-training: a pool for each.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<DeepPool>> MeasureAsync(
        int size, IReadOnlyList<int> epochs, CancellationToken cancellationToken)
    {
        using var small = ModelRegistry.Create(Name, new NetworkOptions { Resolution = new SpatialSize(size, size) });
        using var full = ModelRegistry.Create(Name);
        var (probed, real) = (Inputs(small, Noise(small.Input, ProbedImages), cancellationToken), Inputs(full, Noise(full.Input, 1), cancellationToken));
        using var pool = new ForecastPool();
        var probes = new StageProbes(probed, pool);
        var (measured, extended) = (new CandidateCosts(probed, probes), new CandidateCosts(real, probes));
        var trainable = probed.Candidates().Where(candidate => candidate.NeedsTraining).ToList();
        var teacher = await probes.ForwardAsync(small);
        var (training, _) = await measured.PretrainAsync(trainable, teacher);
        Console.WriteLine($"a teacher's pass at {size} px: {teacher:F4} s; pre-training: {training}");
        var scoring = ((double)ScoredImages / ProbedScores)
            * await measured.ScoreAsync([.. probed.Candidates().Where(candidate => !candidate.IsTeacher)], teacher);
        Console.WriteLine($"scoring: {scoring}");
        var scale = ForecastSample.Work(full.Definition.Cost) / ForecastSample.Work(small.Definition.Cost);
        training = training with { SharedSeconds = scale * training.SharedSeconds };
        scoring = scoring with { SharedSeconds = scale * scoring.SharedSeconds };
        var candidates = real.Candidates();
        var suffixes = candidates.ToDictionary(candidate => candidate, extended.SuffixWork);
        var prefixes = full.Layers.Select((_, layer) => extended.PrefixShare(layer)).ToList();
        return
        [
            .. from images in epochs
               let epoch = ((double)images / ProbedImages) * training
               select new DeepPool(
                   images,
                   candidates,
                   new UnitCosts(epoch, scoring, layer => prefixes[layer], candidate => suffixes[candidate]),
                   epoch.SharedSeconds),
        ];
    }

    private static ForecastInputs Inputs(Network network, IBatchSource data, CancellationToken cancellationToken)
    {
        var parts = AccelerationParts.Default(SearchSpace.Paper, new OnnxRuntimeLatencyMeter(), new StageOptions
        {
            Pretraining = new PretrainingOptions { BatchSize = 16 },
            Scoring = new ScoringOptions { Images = ProbedScores, BatchSize = 8 },
        });
        return new ForecastInputs(
            parts,
            new AcceleratorOptions { SkipSlowOperations = false },
            new TeacherModel(network),
            new TrainingData(data),
            Budget.Latency(0.5))
        {
            Time = TimeProvider.System,
            CancellationToken = cancellationToken,
        };
    }

    private static ImageArraySource Noise(FeatureShape shape, int count)
    {
        var random = new SplitMix64(1);
        var pixels = new byte[count * shape.Count];
        for (var place = 0; place < pixels.Length; place++)
        {
            pixels[place] = (byte)random.NextInt(256);
        }

        return new ImageArraySource(
            pixels,
            shape,
            Enumerable.Range(0, count).Select(image => image % 1000).ToArray(),
            new ImageArrayOptions { Classes = 1000 });
    }
}
