using Lana.Candidates;
using Lana.Definitions;
using Lana.Models;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Pruning;

[Collection(TorchCollection.Name)]
public sealed class LayerPruningTests
{
    private const int Images = 4;
    private const double Tolerance = 1e-4;

    public LayerPruningTests() => set_num_threads(1);

    public static TheoryData<string> Networks => new(ModelRegistry.List());

    [Theory]
    [MemberData(nameof(Networks))]
    public void Inherit_EveryKindOfLayer_EqualsTheLayerWithItsChannelsSilenced(string network)
    {
        foreach (var layer in KindsOf(network))
        {
            AssertEqualsSilenced(layer);
        }
    }

    // Parts that no network of the registry has.
    [Fact]
    public void Inherit_OtherWindowsAndFunctions_EqualsTheLayerWithItsChannelsSilenced()
    {
        var shape = new FeatureShape(8, 9, 12);
        var definition = new Chain(
            new Conv("first", 24, new SpatialSize(3, 5)) { Dilation = new SpatialSize(2, 1), Norm = "bn1" },
            new PRelu("act1"),
            new Pad(0, 1, 2, 0),
            new Conv("second", 24, new SpatialSize(4, 3)) { Groups = 24, Padding = Padding.Of(0, 0, 0, 1) },
            new LeakyRelu(0.2),
            new Pool(PoolFunction.Max, new SpatialSize(1, 2)) { Padding = Padding.None },
            new PRelu("act2") { IsShared = true },
            new AdaptivePool(new SpatialSize(4, 5)),
            new Elu(0.5),
            new Conv("third", 8, 1) { Norm = "bn2" });

        Assert.True(LayerPruning.Define(definition, shape, new PruningRule(0.5)).Cost(shape).Macs < definition.Cost(shape).Macs);
        AssertEqualsSilenced(new Layer(0, "layer", shape, definition.Cost(shape).Output, definition));
    }

    private static void AssertEqualsSilenced(Layer layer)
    {
        using var teacher = Teacher(layer);
        PruningChecks.AssertEqualsSilenced(teacher, Images);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Define_EveryInheritedOperationInEveryLayer_IsSmallerAndFits(string network)
    {
        foreach (var layer in KindsOf(network))
        {
            var own = layer.Definition.Cost(layer.Input);
            var supported = SearchSpace.Inherited.For(layer).Where(operation => operation.Family == "inherit").ToList();

            var costs = supported.Select(operation => operation.Define(layer).Cost(layer.Input)).ToList();

            Assert.All(costs, cost => Assert.Equal(layer.Output, cost.Output));
            Assert.All(costs, cost => Assert.True(cost.Parameters < own.Parameters && cost.Macs < own.Macs));
            Assert.Equal(
                supported.Count, supported.Select(operation => operation.Define(layer)).Distinct().Count());
        }
    }

    [Fact]
    public void Inherit_SmallerKernel_IsTheCentreOfTheLarger()
    {
        using var gradients = no_grad();
        var layer = new Conv("conv", 8, 5) { Padding = Padding.Same, Stride = 2, Norm = "bn" };
        var input = new FeatureShape(8, 10, 10);
        var rule = new PruningRule(1.0) { MaxKernel = 3 };
        using var teacher = layer.Build(input, seed: 1);
        using var pruned = LayerPruning.Define(layer, input, rule).Build(input, seed: 2);
        using var images = Tensors.Normal(4, input.WithBatch(2));

        LayerPruning.Inherit(teacher, pruned, images, rule);

        var kernels = teacher.state_dict()["conv.weight"];
        foreach (var border in new[] { 0, 4 })
        {
            kernels.select(2, border).zero_();
            kernels.select(3, border).zero_();
        }

        Tensors.AssertClose(teacher.Run(images), pruned.Run(images), Tolerance);
    }

    [Fact]
    public void Inherit_HalfOfTheChannelsAreCopiesOfOthers_LosesNothing()
    {
        using var gradients = no_grad();
        var shape = new FeatureShape(8, 6, 6);
        var definition = new Residual(new Chain(
            new Conv("first", 16, 3) { Norm = "bn1", Activation = Activation.Relu },
            new Conv("second", 8, 1) { Norm = "bn2" }));
        using var teacher = Trained(definition, shape);
        var first = teacher.state_dict()["first.weight"];
        first.slice(0, 1, 16, 2).copy_(first.slice(0, 0, 16, 2));
        foreach (var name in new[] { "weight", "bias", "running_mean", "running_var" })
        {
            var values = teacher.state_dict()[$"bn1.{name}"];
            values.slice(0, 1, 16, 2).copy_(values.slice(0, 0, 16, 2));
        }

        var layer = new Layer(0, "layer", shape, shape, definition);
        var operation = Operation.Parse("inherit_w0.5");
        using var pruned = operation.Define(layer).Build(shape, seed: 5);
        using var input = Tensors.Normal(6, shape.WithBatch(32));
        using var target = teacher.Run(input);

        operation.Initialise(pruned, new InitialisationData(teacher, input, target, Spread: 1.0));

        using var output = pruned.Run(input);
        var error = output.sub(target).square().sum().div(target.square().sum()).item<float>();
        Assert.True(error < 1e-4, $"the error is {error}");
    }

    [Fact]
    public void Obstacle_NothingToPrune_SaysSo()
    {
        var shape = new FeatureShape(8, 6, 6);
        var layer = new Layer(0, "layer", shape, shape, new Residual(new Conv("conv", 8, 3) { Norm = "bn" }));

        Assert.Equal("it has too few inner channels", Operation.Parse("inherit_w0.5").Obstacle(layer));
        Assert.Equal("it has no kernel larger than 3", Operation.Parse("inherit_w1_k3").Obstacle(layer));
        Assert.Equal("it has no gate", Operation.Parse("inherit_w1_g0").Obstacle(layer));
    }

    // The first, one in the middle and the last of each kind would say the same: one of each is enough.
    private static IEnumerable<Layer> KindsOf(string network) => ModelRegistry
        .Define(network, new NetworkOptions { Width = 0.25, Resolution = 32, Classes = 10 })
        .Layers
        .DistinctBy(layer => (layer.KeepsShape, layer.Stride, layer.Definition.GetType(), Length(layer)))
        .Take(4);

    private static int Length(Layer layer) => layer.Definition.ToJson().Length / 64;

    private static LanaModule Teacher(Layer layer) => Trained(layer.Definition, layer.Input);

    private static LanaModule Trained(Definition definition, FeatureShape input)
    {
        var module = definition.Build(input, seed: 1);
        Tensors.Disturb(module.state_dict(), seed: 5);
        return module;
    }
}
