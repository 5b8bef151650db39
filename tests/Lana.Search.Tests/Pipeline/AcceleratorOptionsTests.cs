using Lana.Analysis.Refining;
using Lana.Measurement;
using Lana.Ranking;
using Lana.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lana.Pipeline;

public sealed class AcceleratorOptionsTests
{
    public static TheoryData<string, Action<AcceleratorOptions>> Wrong => new()
    {
        { nameof(AcceleratorOptions.RunDirectory), options => options.RunDirectory = "" },
        { nameof(AcceleratorOptions.MaxRounds), options => options.MaxRounds = 0 },
        { nameof(AcceleratorOptions.SafetyMargin), options => options.SafetyMargin = 0.6 },
        { nameof(AcceleratorOptions.SafetyMargin), options => options.SafetyMargin = double.NaN },
        { nameof(AcceleratorOptions.UnusedShare), options => options.UnusedShare = -0.1 },
        { nameof(AcceleratorOptions.RecalibrationImages), options => options.RecalibrationImages = 1 },
        {
            nameof(RefinementOptions.MaxEvaluations),
            options => options.Refinement = new RefinementOptions { MaxEvaluations = 0 }
        },
        { nameof(TrialSearchOptions.Trials), options => options.TrialSearch = new TrialSearchOptions { Trials = 1 } },
        { nameof(TrialSearchOptions.Share), options => options.TrialSearch = new TrialSearchOptions { Share = 0.0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void AddIlpSearch_AccelerationOutOfRange_FailsWhenResolvedAndNamesTheOption(
        string name, Action<AcceleratorOptions> change)
    {
        using var provider = Chain(change);

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IAccelerator>);

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_OfWhatIsAskedFor_AreOff()
    {
        var options = new AcceleratorOptions();

        Assert.Null(options.Refinement);
    }

    [Fact]
    public void AddIlpSearch_WithTheWholeChain_ResolvesTheAccelerator()
    {
        using var provider = Chain(_ => { });

        Assert.IsType<Accelerator>(provider.GetRequiredService<IAccelerator>());
    }

    [Theory]
    [InlineData("AddCandidates")]
    [InlineData("AddDistillation")]
    [InlineData("AddOnnxRuntimeLatency")]
    public void AddIlpSearch_VerbForgotten_NamesTheVerb(string forgotten)
    {
        var lana = new ServiceCollection().AddLana().AddIlpSearch();
        _ = forgotten == "AddCandidates" ? lana : lana.AddCandidates();
        _ = forgotten == "AddDistillation" ? lana : lana.AddDistillation();
        _ = forgotten == "AddOnnxRuntimeLatency" ? lana : lana.AddOnnxRuntimeLatency();
        using var provider = lana.Services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IAccelerator>());

        Assert.Contains($"call {forgotten}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddIlpSearch_OptionsOfAPartThatWasReplaced_AreNamedInTheLog()
    {
        var log = new LogLines<Accelerator>();
        var services = new ServiceCollection();
        services.AddSingleton<ILogger<Accelerator>>(log);
        services.AddSingleton<ILatencyMeter>(new FakeMeter((_, _) => 1.0));
        services.AddLana().UseEffort(Effort.Quick)
            .AddCandidates()
            .AddDistillation(pretraining => pretraining.Epochs = 1)
            .AddOnnxRuntimeLatency(latency => latency.Threads = 1)
            .AddIlpSearch();
        services.AddSingleton<INetworkRanker>(new FakeRanker(_ => 0.0));
        using var provider = services.BuildServiceProvider();

        _ = provider.GetRequiredService<IAccelerator>();

        // The effort sets the ranker's options too, but nobody asked for those.
        var line = Assert.Single(log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("the configured OnnxRuntimeLatencyOptions", line.Text, StringComparison.Ordinal);
        Assert.Contains("as the ILatencyMeter", line.Text, StringComparison.Ordinal);
    }

    private static ServiceProvider Chain(Action<AcceleratorOptions> change)
    {
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(searchSpace => searchSpace.UseFull())
            .AddDistillation(pretraining => pretraining.Epochs = 1)
            .AddOnnxRuntimeLatency(latency => latency.Threads = 1)
            .AddIlpSearch(selection => selection.Solutions = 100, acceleration: change);
        return services.BuildServiceProvider();
    }
}
