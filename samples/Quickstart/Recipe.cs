using Lana.FineTuning;
using Lana.Measurement;
using Lana.Pretraining;
using Lana.Trials;
using Microsoft.Extensions.DependencyInjection;

namespace Quickstart;

/// <summary>The configuration of Lana in the sample: the operations, and the few numbers that differ from the
/// defaults.</summary>
/// <remarks>The numbers were chosen on the held-out training images; the test images were not used.</remarks>
internal static class Recipe
{
    public static ServiceProvider Wire(RunOptions options)
    {
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(searchSpace => searchSpace.UseInherited())
            .AddDistillation(
                pretraining => Pretrain(pretraining, options.IsShort),
                scoring => scoring.Images = options.IsShort ? 128 : 768,
                tuning => FineTune(tuning, options.IsShort))
            .AddOnnxRuntimeLatency(latency => Measure(latency, options.IsShort))
            .AddIlpSearch(
                selection => selection.Solutions = options.IsShort ? 4 : 24,
                ranking => ranking.Images = options.IsShort ? 128 : 768,
                acceleration =>
                {
                    acceleration.RunDirectory = options.Out;
                    acceleration.Seed = options.Seed;
                    acceleration.TrialSearch = options.IsShort
                        ? new TrialSearchOptions { Trials = 3, Rounds = 1, TrialsPerRound = 2 }
                        : new TrialSearchOptions { Trials = 8, Rounds = 1, Share = 0.5 };
                });
        return services.BuildServiceProvider();
    }

    private static void FineTune(FineTuningOptions options, bool isShort)
    {
        options.Epochs = isShort ? 1 : 8;
        options.BatchSize = 64;
        options.LearningRate = 2e-3;
        options.WeightDecay = 0.05;
    }

    /// <summary>Sets the options for training a network of the family from scratch, as the teacher was trained.</summary>
    public static void TrainFromScratch(FineTuningOptions options)
    {
        options.BatchSize = 64;
        options.LearningRate = 3e-3;
        options.WeightDecay = 0.05;
    }

    private static void Pretrain(PretrainingOptions options, bool isShort)
    {
        options.ImagesPerEpoch = isShort ? 128 : 2560;
        options.BatchSize = 64;
    }

    private static void Measure(OnnxRuntimeLatencyOptions options, bool isShort)
    {
        if (isShort)
        {
            options.TimePerSubject = TimeSpan.FromMilliseconds(4);
            options.MinRounds = 5;
        }
    }
}
