using Lana.FineTuning;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The options that an <see cref="Effort"/> stands for.</summary>
internal static class EffortPresets
{
    public static void Apply(Effort effort, PretrainingOptions options) =>
        (options.Epochs, options.ImagesPerEpoch) = effort switch
        {
            Effort.Quick => (1, 5_000),
            Effort.Balanced => (1, 10_000),
            _ => (4, 10_000),
        };

    public static void Apply(Effort effort, ScoringOptions options) => options.Images = effort switch
    {
        Effort.Quick => 512,
        Effort.Balanced => 1_024,
        _ => 4_096,
    };

    public static void Apply(Effort effort, SelectionOptions options) => options.Solutions = effort switch
    {
        Effort.Quick => 8,
        Effort.Balanced => 20,
        _ => 100,
    };

    public static void Apply(Effort effort, RankingOptions options) => options.Images = effort switch
    {
        Effort.Quick => 512,
        Effort.Balanced => 1_024,
        _ => 4_096,
    };

    public static void Apply(Effort effort, FineTuningOptions options) => options.Epochs = effort switch
    {
        Effort.Quick => 2,
        Effort.Balanced => 5,
        _ => 20,
    };

    public static void Apply(Effort effort, AcceleratorOptions options) => options.TrialSearch = effort switch
    {
        Effort.Quick => new TrialSearchOptions { Trials = 6, Rounds = 1, TrialsPerRound = 3, Finalists = 2 },
        Effort.Balanced => new TrialSearchOptions(),
        _ => new TrialSearchOptions { Trials = 16, Rounds = 3, TrialsPerRound = 6, Finalists = 4 },
    };
}
