using Lana.FineTuning;
using Lana.Internal;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Solvers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lana.Pipeline;

public sealed class EffortTests
{
    public static TheoryData<Effort> Efforts => new(Enum.GetValues<Effort>());

    [Theory]
    [MemberData(nameof(Efforts))]
    public void UseEffort_EveryEffort_ResolvesTheOptionsOfThatEffort(Effort effort)
    {
        using var provider = Resolve(builder => Register(builder.UseEffort(effort)));

        var stages = StageOptions.Of(effort);
        Assert.Equal(Text(stages.Pretraining), Text(Of<PretrainingOptions>(provider)));
        Assert.Equal(Text(stages.Scoring), Text(Of<ScoringOptions>(provider)));
        Assert.Equal(Text(stages.Selection), Text(Of<SelectionOptions>(provider)));
        Assert.Equal(Text(stages.Ranking), Text(Of<RankingOptions>(provider)));
        Assert.Equal(Text(stages.FineTuning), Text(Of<FineTuningOptions>(provider)));
        Assert.Equal(Text(AcceleratorOptions.Of(effort)), Text(Of<AcceleratorOptions>(provider)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UseEffort_ASingleOptionBeforeOrAfter_Wins(bool isBefore)
    {
        using var provider = Resolve(builder =>
        {
            builder = isBefore ? builder : builder.UseEffort(Effort.Thorough);
            builder.AddDistillation(fineTuning: fineTuning => fineTuning.Epochs = 7);
            _ = isBefore ? builder.UseEffort(Effort.Thorough) : builder;
        });

        Assert.Equal(7, Of<FineTuningOptions>(provider).Epochs);
        Assert.Equal(StageOptions.Of(Effort.Thorough).Scoring.Images, Of<ScoringOptions>(provider).Images);
    }

    [Fact]
    public void UseEffort_Twice_TheLastCounts()
    {
        using var provider = Resolve(builder => Register(builder.UseEffort(Effort.Thorough).UseEffort(Effort.Quick)));

        Assert.Equal(StageOptions.Of(Effort.Quick).FineTuning.Epochs, Of<FineTuningOptions>(provider).Epochs);
    }

    [Fact]
    public void UseEffort_NotOneOfThem_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new ServiceCollection().AddLana().UseEffort((Effort)7));

    [Fact]
    public void Of_MoreEffort_IsMoreOfEverything()
    {
        var numbers = Enum.GetValues<Effort>().Select(effort =>
        {
            var (stages, search) = (StageOptions.Of(effort), AcceleratorOptions.Of(effort).TrialSearch!);
            return new double[]
            {
                stages.Pretraining.Epochs * stages.Pretraining.ImagesPerEpoch,
                stages.Scoring.Images,
                stages.Selection.Solutions,
                stages.Ranking.Images,
                stages.FineTuning.Epochs,
                search.AllLengths,
            };
        }).ToList();

        Assert.All(numbers[0].Zip(numbers[1]), pair => Assert.True(pair.First < pair.Second));
        Assert.All(numbers[1].Zip(numbers[2]), pair => Assert.True(pair.First < pair.Second));
    }

    private static void Register(ILanaBuilder builder) => builder.AddDistillation().AddIlpSearch();

    private static ServiceProvider Resolve(Action<ILanaBuilder> register)
    {
        var services = new ServiceCollection();
        register(services.AddLana());
        return services.BuildServiceProvider();
    }

    private static T Of<T>(IServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;

    private static string Text(object options) => OptionsFingerprint.TextOf(options);
}
