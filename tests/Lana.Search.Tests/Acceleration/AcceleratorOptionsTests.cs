using Lana.Candidates;
using Lana.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lana.Acceleration;

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
    public void AddIlpSearch_WithTheWholeChain_ResolvesTheAccelerator()
    {
        using var provider = Chain(_ => { });

        Assert.IsType<Accelerator>(provider.GetRequiredService<IAccelerator>());
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    public void Plan_OfATable_LeavesOutWhatIsNotFaster(bool skipSlow, int expected)
    {
        var layer = Some.Definition.Layers[0];
        var meter = new FakeMeter((_, _) => 1.0);
        var zoo = CandidateZoo.Named("efn_e1_k3", "efn_e3_k3").Where((_, candidate) => candidate.Index == 0);
        var table = new LatencyTable(
            meter.Profile,
            DateTimeOffset.UnixEpoch,
            "network",
            "fingerprint",
            Some.Definition.Layers.Select(each => each.Name),
            9.0,
            1.0,
            [
                .. Some.Definition.Layers.Select(
                    each => new LatencyEntry(each.Name, TeacherOperation.OperationName, 1.0)),
                new(layer.Name, "efn_e1_k3", 0.9),
                new(layer.Name, "efn_e3_k3", 1.0),
            ]);

        var jobs = CandidatePlan.Make(Some.Definition, zoo, table, skipSlow);

        Assert.Equal(expected, jobs.Count(job => job.Layer == layer));
        Assert.Equal(expected + Some.Definition.Layers.Length - 1, jobs.Count);
        Assert.Equal(skipSlow, jobs.All(job => job.Operation.Name != "efn_e3_k3"));
    }

    private static ServiceProvider Chain(Action<AcceleratorOptions> change)
    {
        var services = new ServiceCollection();
        services.AddLana()
            .AddCandidates(zoo => zoo.UseFull())
            .AddDistillation(pretraining => pretraining.Epochs = 1)
            .AddOnnxRuntimeLatency(latency => latency.Threads = 1)
            .AddIlpSearch(selection => selection.Solutions = 100, acceleration: change);
        return services.BuildServiceProvider();
    }
}
