using Lana.FineTuning;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Trials;

namespace Lana.Pipeline;

/// <summary>The option values of each <see cref="Effort"/>.</summary>
internal static class EffortPresets
{
    public static void Apply(Effort effort, PretrainingOptions options) =>
        (options.Epochs, options.ImagesPerEpoch) = Of(effort, (1, 5_000), (1, 10_000), (4, 10_000));

    public static void Apply(Effort effort, ScoringOptions options) => options.Images = Of(effort, 512, 1_024, 4_096);

    public static void Apply(Effort effort, SelectionOptions options) => options.Solutions = Of(effort, 8, 20, 100);

    public static void Apply(Effort effort, RankingOptions options) => options.Images = Of(effort, 512, 1_024, 4_096);

    public static void Apply(Effort effort, FineTuningOptions options) => options.Epochs = Of(effort, 2, 5, 20);

    public static void Apply(Effort effort, AcceleratorOptions options) => options.TrialSearch = Of(
        effort,
        new TrialSearchOptions { Trials = 6, Rounds = 1, TrialsPerRound = 3, Finalists = 2 },
        new TrialSearchOptions(),
        new TrialSearchOptions { Trials = 16, Rounds = 3, TrialsPerRound = 6, Finalists = 4 });

    private static T Of<T>(Effort effort, T quick, T balanced, T thorough) => effort switch
    {
        Effort.Quick => quick,
        Effort.Balanced => balanced,
        _ => thorough,
    };
}
