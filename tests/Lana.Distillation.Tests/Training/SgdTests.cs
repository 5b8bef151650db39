using Lana.Pretraining;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Lana.Training;

[Collection(TorchCollection.Name)]
public sealed class SgdTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.9, 0.1)]
    public void Step_TwentyTimes_FollowsTorchSharpsOwn(double momentum, double weightDecay)
    {
        using var scope = NewDisposeScope();
        var start = rand(3, 5);
        using var parameter = new Parameter(start.clone());
        using var twin = new Parameter(start.clone());
        using var flat = new FlatParameters([parameter]);
        using var optimiser = new Sgd(flat, weightDecay, momentum, maxGradientNorm: 0.0);
        using var reference = optim.SGD([twin], 0.1, momentum: momentum, weight_decay: weightDecay);

        for (var step = 0; step < 20; step++)
        {
            Loss(parameter).backward();
            optimiser.Step(0.1);
            reference.zero_grad();
            Loss(twin).backward();
            reference.step();
        }

        Assert.Equal(20, optimiser.Steps);
        Assert.InRange((parameter - twin).abs().max().item<float>(), 0f, 1e-6f);
        Assert.NotEqual(0f, (parameter - start).abs().max().item<float>());
    }

    [Fact]
    public void Create_OfAKind_RemembersWhatItNeeds()
    {
        using var parameter = new Parameter(ones(2));
        using var flat = new FlatParameters([parameter]);
        using var adam = FlatOptimiser.Create(new PretrainingOptions { Optimiser = Optimiser.AdamW }, flat);
        using var sgd = FlatOptimiser.Create(new PretrainingOptions { Optimiser = Optimiser.Sgd }, flat);

        Assert.Equal(["optimiser.first_moment", "optimiser.second_moment"], adam.State.Select(pair => pair.Key));
        Assert.Equal(["optimiser.velocity"], sgd.State.Select(pair => pair.Key));
    }

    private static Tensor Loss(Parameter parameter) => (parameter * parameter - 0.3 * parameter).sum();
}
