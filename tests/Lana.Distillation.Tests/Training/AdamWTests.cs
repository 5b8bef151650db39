using Lana.Definitions;
using Lana.Kernels;
using Lana.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Lana.Training;

[Collection(TorchCollection.Name)]
public sealed class AdamWTests
{
    private const double LearningRate = 0.01;
    private const double WeightDecay = 0.1;

    private static readonly FeatureShape Shape = new(5, 6, 6);

    private static readonly Chain Net = new(
        new Conv("a", 7, 3) { Norm = "bn", Activation = Activation.Silu },
        new Conv("b", 7, 3) { Groups = 7, Bias = true },
        new Conv("c", 3, 1) { Bias = true });

    [Fact]
    public void Attach_AModule_LeavesOutputAndValuesAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var module = Net.Build(Shape, seed: 3);
        var images = Images();
        var before = module.Run(images).data<float>().ToArray();
        var values = module.parameters().Select(parameter => parameter.contiguous().data<float>().ToArray()).ToList();

        using var flat = new FlatParameters(module.parameters());

        Assert.Equal(before, module.Run(images).data<float>().ToArray());
        Assert.Equal(values, module.parameters().Select(parameter => parameter.contiguous().data<float>().ToArray()));
        Assert.True(flat.Values.numel() >= module.Cost.Parameters);
    }

    [Fact]
    public void Backward_AfterAttaching_FillsTheWindowsOnTheVector()
    {
        using var scope = NewDisposeScope();
        using var module = Net.Build(Shape, seed: 3);
        using var flat = new FlatParameters(module.parameters());

        Loss(module.Run(Images(), RunMode.Train)).backward();

        var sum = module.parameters().Sum(parameter => parameter.grad!.square().sum().item<float>());
        Assert.True(sum > 0);
        Assert.Equal(sum, flat.Gradients.square().sum().item<float>(), sum * 1e-5f);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(WeightDecay)]
    public void Step_TwentyTimes_FollowsTorchSharpsOwnAdamW(double weightDecay)
    {
        using var scope = NewDisposeScope();
        using var module = Net.Build(Shape, seed: 3);
        using var twin = Net.Build(Shape, seed: 3);
        using var flat = new FlatParameters(module.parameters());
        using var optimiser = new AdamW(flat, weightDecay, maxGradientNorm: 0.0);
        using var reference = Reference(twin, weightDecay);
        for (var step = 0; step < 20; step++)
        {
            using var inner = NewDisposeScope();
            Loss(module.Run(Images(), RunMode.Train)).backward();
            optimiser.Step(LearningRate);
            reference.zero_grad();
            Loss(twin.Run(Images(), RunMode.Train)).backward();
            reference.step();
        }

        Assert.Equal(20, optimiser.Steps);
        Assert.All(module.parameters().Zip(twin.parameters()), pair =>
            Assert.InRange((pair.First - pair.Second).abs().max().item<float>(), 0f, 1e-6f));
    }

    [Fact]
    public void Step_WithALargeGradient_ClipsItsNorm()
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(new[] { 1f, 2f }));
        using var flat = new FlatParameters([parameter]);
        using var optimiser = new AdamW(flat, weightDecay: 0.0, maxGradientNorm: 1.0);
        flat.Gradients.narrow(0, 0, 2).copy_(tensor(new[] { 30f, 40f }));

        optimiser.Step(LearningRate);

        // (1 − β₁) · gradient, the gradient scaled to length 1.
        Assert.Equal([0.06f, 0.08f], optimiser.FirstMoment.narrow(0, 0, 2).data<float>().ToArray(), Near);
        Assert.Equal(0f, flat.Gradients.abs().max().item<float>());
    }

    [Fact]
    public void Step_WithASmallGradient_LeavesItsNorm()
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(new[] { 1f, 2f }));
        using var flat = new FlatParameters([parameter]);
        using var optimiser = new AdamW(flat, weightDecay: 0.0, maxGradientNorm: 1.0);
        flat.Gradients.narrow(0, 0, 2).copy_(tensor(new[] { 0.3f, 0.4f }));

        optimiser.Step(LearningRate);

        Assert.Equal([0.03f, 0.04f], optimiser.FirstMoment.narrow(0, 0, 2).data<float>().ToArray(), Near);
    }

    [Fact]
    public void State_CarriedToAnotherOptimiser_ContinuesByteForByte()
    {
        using var scope = NewDisposeScope();
        using var straight = Net.Build(Shape, seed: 3);
        using var stopped = Net.Build(Shape, seed: 3);
        Train(straight, 6);

        using (var flat = new FlatParameters(stopped.parameters()))
        using (var first = new AdamW(flat, WeightDecay, 1.0))
        {
            Train(stopped, first, 3);
            using var second = new AdamW(flat, WeightDecay, 1.0) { Steps = first.Steps };
            second.FirstMoment.copy_(first.FirstMoment);
            second.SecondMoment.copy_(first.SecondMoment);
            Train(stopped, second, 3);
        }

        Assert.All(straight.parameters().Zip(stopped.parameters()), pair =>
            Assert.Equal(0f, (pair.First - pair.Second).abs().max().item<float>()));
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-6f;

    private static void Train(LanaModule module, int steps)
    {
        using var flat = new FlatParameters(module.parameters());
        using var optimiser = new AdamW(flat, WeightDecay, 1.0);
        Train(module, optimiser, steps);
    }

    private static void Train(LanaModule module, AdamW optimiser, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            Loss(module.Run(Images(), RunMode.Train)).backward();
            optimiser.Step(LearningRate);
        }
    }

    // The usual setting in PyTorch: decay on weights of two and more dimensions, none on norms and biases.
    private static TorchSharp.Modules.AdamW Reference(LanaModule module, double weightDecay) => optim.AdamW(
    [
        Group(module.parameters().Where(parameter => parameter.dim() > 1), weightDecay),
        Group(module.parameters().Where(parameter => parameter.dim() <= 1), 0.0),
    ]);

    private static TorchSharp.Modules.AdamW.ParamGroup Group(IEnumerable<Parameter> parameters, double weightDecay) =>
        new(parameters, lr: LearningRate, weight_decay: weightDecay);

    private static Tensor Images() => MemoryLayout.ToChannelsLast(
        SyntheticWeights.Uniform("images", [4, Shape.Channels, Shape.Height, Shape.Width]));

    private static Tensor Loss(Tensor output) => (output - 1.0).square().mean();
}
