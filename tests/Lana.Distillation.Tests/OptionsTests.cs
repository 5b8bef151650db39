using Lana.FineTuning;
using Lana.Objectives;
using Lana.Pretraining;
using Lana.Scoring;
using Lana.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lana;

public sealed class OptionsTests
{
    public static TheoryData<string, Action<PretrainingOptions>> WrongPretraining => new()
    {
        { nameof(PretrainingOptions.Epochs), options => options.Epochs = 0 },
        { nameof(PretrainingOptions.Epochs), options => options.Epochs = 1001 },
        { nameof(PretrainingOptions.ImagesPerEpoch), options => options.ImagesPerEpoch = -1 },
        { nameof(PretrainingOptions.BatchSize), options => options.BatchSize = 1 },
        { nameof(PretrainingOptions.LearningRate), options => options.LearningRate = 0.0 },
        { nameof(PretrainingOptions.LearningRate), options => options.LearningRate = double.NaN },
        { nameof(PretrainingOptions.WeightDecay), options => options.WeightDecay = -0.1 },
        { nameof(PretrainingOptions.Warmup), options => options.Warmup = 1.1 },
        { nameof(PretrainingOptions.MaxGradientNorm), options => options.MaxGradientNorm = -1.0 },
        { nameof(PretrainingOptions.Optimiser), options => options.Optimiser = (Optimiser)9 },
        { nameof(PretrainingOptions.Momentum), options => options.Momentum = -0.1 },
        { nameof(PretrainingOptions.DominanceMargin), options => options.DominanceMargin = -1.0 },
        { nameof(PretrainingOptions.InitialSpread), options => options.InitialSpread = 11.0 },
        { nameof(PretrainingOptions.CheckpointInterval), options => options.CheckpointInterval = TimeSpan.FromDays(366) },
        { nameof(PretrainingOptions.Loss), options => options.Loss = (PretrainingLoss)9 },
        { nameof(PretrainingOptions.Workers), options => options.Workers = -1 },
        { nameof(PretrainingOptions.MemoryBudgetBytes), options => options.MemoryBudgetBytes = -1 },
    };

    public static TheoryData<string, Action<ScoringOptions>> WrongScoring => new()
    {
        { nameof(ScoringOptions.Images), options => options.Images = -1 },
        { nameof(ScoringOptions.BatchSize), options => options.BatchSize = 0 },
        { nameof(ScoringOptions.Kind), options => options.Kind = (ScoreKind)9 },
        { nameof(ScoringOptions.Workers), options => options.Workers = -1 },
    };

    public static TheoryData<string, Action<FineTuningOptions>> WrongFineTuning => new()
    {
        { nameof(FineTuningOptions.Epochs), options => options.Epochs = -1 },
        { nameof(FineTuningOptions.BatchSize), options => options.BatchSize = 1 },
        { nameof(FineTuningOptions.LearningRate), options => options.LearningRate = 2.0 },
        { nameof(FineTuningOptions.WeightDecay), options => options.WeightDecay = double.NaN },
        { nameof(FineTuningOptions.Warmup), options => options.Warmup = -0.1 },
        { nameof(FineTuningOptions.MaxGradientNorm), options => options.MaxGradientNorm = -1.0 },
        { nameof(FineTuningOptions.DistillationWeight), options => options.DistillationWeight = 1.5 },
        { nameof(FineTuningOptions.Temperature), options => options.Temperature = 0.0 },
        { nameof(FineTuningOptions.Optimiser), options => options.Optimiser = (Optimiser)9 },
        { nameof(FineTuningOptions.Momentum), options => options.Momentum = 1.0 },
        { nameof(FineTuningOptions.FeatureWeight), options => options.FeatureWeight = -1.0 },
        { nameof(FineTuningOptions.Mixup), options => options.Mixup = 1.5 },
        { nameof(FineTuningOptions.EmaDecay), options => options.EmaDecay = 1.0 },
        { nameof(FineTuningOptions.CheckpointInterval), options => options.CheckpointInterval = TimeSpan.FromSeconds(-1) },
        { nameof(FineTuningOptions.Threads), options => options.Threads = -1 },
        { nameof(FineTuningOptions.Duration), options => options.Duration = TimeSpan.Zero },
        { nameof(FineTuningOptions.Duration), options => options.Duration = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(WrongPretraining), DisableDiscoveryEnumeration = true)]
    public void AddDistillation_PretrainingOutOfRange_FailsWhenMadeAndNamesTheOption(
        string name, Action<PretrainingOptions> change) =>
        AssertFails<ICandidateTrainer, PretrainingOptions>(
            builder => builder.AddDistillation(change), change, options => new CandidateTrainer(options), name);

    [Theory]
    [MemberData(nameof(WrongScoring), DisableDiscoveryEnumeration = true)]
    public void AddDistillation_ScoringOutOfRange_FailsWhenMadeAndNamesTheOption(
        string name, Action<ScoringOptions> change) =>
        AssertFails<ICandidateScorer, ScoringOptions>(
            builder => builder.AddDistillation(scoring: change), change, options => new CandidateScorer(options), name);

    [Theory]
    [MemberData(nameof(WrongFineTuning), DisableDiscoveryEnumeration = true)]
    public void AddDistillation_FineTuningOutOfRange_FailsWhenMadeAndNamesTheOption(
        string name, Action<FineTuningOptions> change) =>
        AssertFails<IFineTuner, FineTuningOptions>(
            builder => builder.AddDistillation(fineTuning: change), change, options => new FineTuner(options), name);

    [Fact]
    public void AddDistillation_Twice_RegistersOneOfEachWithBothConfigurations()
    {
        var services = new ServiceCollection();
        services.AddLana()
            .AddDistillation(options => options.Epochs = 7)
            .AddDistillation(options => options.BatchSize = 9);

        using var provider = services.BuildServiceProvider();

        Assert.IsType<CandidateTrainer>(Assert.Single(provider.GetServices<ICandidateTrainer>()));
        Assert.IsType<CandidateScorer>(Assert.Single(provider.GetServices<ICandidateScorer>()));
        Assert.IsType<FineTuner>(Assert.Single(provider.GetServices<IFineTuner>()));
        Assert.IsType<ClassificationObjective>(Assert.Single(provider.GetServices<ITrainingObjective>()));
        var options = provider.GetRequiredService<IOptions<PretrainingOptions>>().Value;
        Assert.Equal((7, 9), (options.Epochs, options.BatchSize));
    }

    [Fact]
    public void Defaults_AreWithinTheirRanges()
    {
        var services = new ServiceCollection();
        services.AddLana().AddDistillation();

        using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<ICandidateTrainer>());
        Assert.NotNull(provider.GetRequiredService<ICandidateScorer>());
        Assert.NotNull(provider.GetRequiredService<IFineTuner>());
    }

    [Fact]
    public void Defaults_OfSharedOptions_DifferBetweenPretrainingAndFineTuning()
    {
        static object Shared(TrainingOptions options) => (
            (options.Epochs, options.ImagesPerEpoch, options.BatchSize, options.Optimiser, options.Momentum),
            (options.LearningRate, options.WeightDecay, options.Warmup, options.MaxGradientNorm),
            (options.Augment, options.CheckpointInterval));

        Assert.Equal(
            ((1, 0, 64, Optimiser.AdamW, 0.9), (5e-3, 0.0, 0.1, 0.0), (false, TimeSpan.FromMinutes(5))),
            Shared(new PretrainingOptions()));
        Assert.Equal(
            ((5, 0, 128, Optimiser.AdamW, 0.9), (2e-3, 1e-2, 0.1, 5.0), (true, TimeSpan.FromMinutes(1))),
            Shared(new FineTuningOptions()));
    }

    // In a container and with new.
    private static void AssertFails<TService, TOptions>(
        Action<ILanaBuilder> add, Action<TOptions> change, Func<TOptions, TService> make, string name)
        where TService : notnull
        where TOptions : new()
    {
        var options = new TOptions();
        change(options);
        var refused = Assert.Throws<ArgumentException>(() => make(options));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);

        var services = new ServiceCollection();
        add(services.AddLana());
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<TService>());

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }
}
