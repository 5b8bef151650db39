using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Definitions;

/// <summary>What a module computes is given the mean and the spread that is wanted of it.</summary>
[Collection(TorchCollection.Name)]
public sealed class OutputInitialisationTests
{
    private static readonly FeatureShape Input = new(8, 6, 5);
    private static readonly long[] Positions = [0, 2, 3];

    private static readonly Dictionary<string, Definition> Plain = new()
    {
        ["norm behind a convolution"] = new Conv("conv", 6, 3) { Norm = "bn" },
        ["norm alone"] = new Chain(new Conv("conv", 6, 1) { Activation = Activation.Relu }, new Norm("bn")),
        ["sum"] = new Sum(new Conv("a", 6, 3) { Norm = "bn1" }, new Conv("b", 6, 1) { Norm = "bn2" }),
        ["merged branches"] = new RepConv("block", 8, 3),
    };

    public static TheoryData<string> Names => new(Plain.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void InitialiseFromData_EndsInAGain_HasMeanAndSpreadOfTheTarget(string name)
    {
        using var scope = NewDisposeScope();
        using var module = Plain[name].Build(Input, 3);
        var (input, target) = Example(module.Cost.Output.Channels);

        module.InitialiseFromData(input, target);

        using var gradients = no_grad();
        AssertAlike(module.Run(input, RunMode.BatchStatistics), target, 1.0);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.25)]
    public void InitialiseFromData_Residual_FitsWhatIsAddedToTheInput(double share)
    {
        using var scope = NewDisposeScope();
        using var module = new Residual(new Chain(
            new Conv("conv1", 16, 3) { Norm = "bn1", Activation = Activation.Relu },
            new Conv("conv2", 8, 1) { Norm = "bn2" })).Build(Input, 3);
        var (input, target) = Example(8);

        module.InitialiseFromData(input, target, share);

        using var gradients = no_grad();
        AssertAlike(module.Run(input, RunMode.BatchStatistics).sub(input), target.sub(input), share);
    }

    [Fact]
    public void InitialiseFromData_ConvolutionWithoutNorm_IsOnlyMadeSmaller()
    {
        using var scope = NewDisposeScope();
        using var module = new Conv("conv", 6, 3).Build(Input, 3);
        var (input, target) = Example(6);
        using var gradients = no_grad();
        var before = module.Run(input).std(Positions, unbiased: false);
        var wanted = target.std(Positions, unbiased: false);

        module.InitialiseFromData(input, target);

        var after = module.Run(input).std(Positions, unbiased: false);
        Assert.True(after.allclose(minimum(before, wanted), 1e-4));
        Assert.True(after[0].item<float>() < before[0].item<float>());
        Assert.True(after[5].item<float>() < wanted[5].item<float>());
    }

    [Fact]
    public void InitialiseFromData_ActivationBehindAResidual_FitsWhatLiesBefore()
    {
        using var scope = NewDisposeScope();
        var residual = new Residual(new Conv("conv", 8, 3) { Norm = "bn" });
        using var module = new Chain(residual, new Activate(Activation.Relu)).Build(Input, 3);
        using var before = residual.Build(Input, 3);
        var (input, target) = Example(8);

        module.InitialiseFromData(input, target);
        before.InitialiseFromData(input, target);

        using var gradients = no_grad();
        Assert.True(module.Run(input).equal(before.Run(input).relu()).all().item<bool>());
    }

    [Fact]
    public void InitialiseFromData_EndsInAnActivationOfItsOwn_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var module = new Conv("conv", 6, 3) { Norm = "bn", Activation = Activation.Relu }.Build(Input, 3);
        var before = module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        var (input, target) = Example(6);

        module.InitialiseFromData(input, target);

        Assert.All(module.state_dict(), pair => Assert.True(pair.Value.equal(before[pair.Key]).all().item<bool>()));
    }

    [Fact]
    public void InitialiseFromData_ConstantChannel_StaysFinite()
    {
        using var scope = NewDisposeScope();
        using var module = new Conv("conv", 6, 3) { Norm = "bn" }.Build(Input, 3);
        var (_, target) = Example(6);

        module.InitialiseFromData(zeros(16, 8, 6, 5), target);

        Assert.All(module.parameters(), parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void InitialiseFromData_Norms_KeepTheirRunningStatistics()
    {
        using var scope = NewDisposeScope();
        using var module = Plain["norm behind a convolution"].Build(Input, 3);
        var (input, target) = Example(6);

        module.InitialiseFromData(input, target);

        Assert.Equal(0, module.state_dict()["bn.num_batches_tracked"].item<long>());
        Assert.Equal(0.0f, module.state_dict()["bn.running_mean"].abs().max().item<float>());
    }

    [Fact]
    public void InitialiseFromData_TargetOfAnotherShape_NamesBoth()
    {
        using var scope = NewDisposeScope();
        using var module = new Conv("conv", 6, 3).Build(Input, 3);

        var exception = Assert.Throws<ArgumentException>(
            () => module.InitialiseFromData(zeros(4, 8, 6, 5), zeros(4, 1, 6, 5)));

        Assert.Contains("[4, 1, 6, 5]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[4, 6, 6, 5]", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void InitialiseFromData_ShareThatIsNone_Throws(double share)
    {
        using var scope = NewDisposeScope();
        using var module = new Conv("conv", 6, 3).Build(Input, 3);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => module.InitialiseFromData(zeros(4, 8, 6, 5), zeros(4, 6, 6, 5), share));
    }

    private static (Tensor Input, Tensor Target) Example(int channels)
    {
        using var generator = new Generator(5);
        return (
            randn([16, 8, 6, 5], generator: generator),
            randn([16, channels, 6, 5], generator: generator).mul(arange(1, channels + 1).view(1, -1, 1, 1)).add(3.0));
    }

    private static void AssertAlike(Tensor actual, Tensor wanted, double share)
    {
        Assert.True(actual.mean(Positions).allclose(wanted.mean(Positions), 1e-3, 1e-3));
        Assert.True(actual.std(Positions, unbiased: false)
            .allclose(wanted.std(Positions, unbiased: false).mul(share), 1e-3, 1e-3));
    }
}
