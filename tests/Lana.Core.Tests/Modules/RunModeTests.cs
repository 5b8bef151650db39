using Lana.Definitions;
using static TorchSharp.torch;

namespace Lana.Modules;

[Collection(TorchCollection.Name)]
public sealed class RunModeTests
{
    private const double Epsilon = 1e-3;

    private static readonly FeatureShape Shape = new(4, 3, 5);

    private static readonly Definition Norm = new Norm("bn") { Epsilon = Epsilon };

    [Fact]
    public void Run_Evaluate_UsesRunningStatisticsAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var module = Disturbed(Norm);
        var input = Tensors.Normal(2, Shape.WithBatch(6));
        var state = module.state_dict();
        var before = Tensors.Bytes(state);

        var output = module.Run(input);

        var expected = Normalise(input, state, state["bn.running_mean"], state["bn.running_var"]);
        Tensors.AssertClose(expected, output, 1e-5);
        Assert.Equal(before, Tensors.Bytes(state));
    }

    [Fact]
    public void Run_BatchStatistics_NormalisesByTheBatchAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var module = Disturbed(Norm);
        var input = Tensors.Normal(2, Shape.WithBatch(6));
        var state = module.state_dict();
        var before = Tensors.Bytes(state);

        var output = module.Run(input, RunMode.BatchStatistics);

        var (mean, variance, _) = Statistics(input);
        Tensors.AssertClose(Normalise(input, state, mean, variance), output, 1e-5);
        Assert.Equal(before, Tensors.Bytes(state));
    }

    [Fact]
    public void Run_Train_MovesRunningStatisticsATenthAndCountsBatches()
    {
        using var scope = NewDisposeScope();
        using var module = Disturbed(Norm);
        var input = Tensors.Normal(2, Shape.WithBatch(6));
        var state = module.state_dict();
        var (oldMean, oldVariance) = (state["bn.running_mean"].clone(), state["bn.running_var"].clone());
        var oldCount = state["bn.num_batches_tracked"].item<long>();

        var output = module.Run(input, RunMode.Train);
        module.Run(input, RunMode.Train).Dispose();

        var (mean, variance, unbiased) = Statistics(input);
        Tensors.AssertClose(Normalise(input, state, mean, variance), output, 1e-5);
        Tensors.AssertClose((0.81 * oldMean) + (0.19 * mean), state["bn.running_mean"], 1e-5);
        Tensors.AssertClose((0.81 * oldVariance) + (0.19 * unbiased), state["bn.running_var"], 1e-5);
        Assert.Equal(oldCount + 2, state["bn.num_batches_tracked"].item<long>());
    }

    [Fact]
    public void Run_TrainOnOneValuePerChannel_RefusesAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var module = Disturbed(new Conv("conv", 4, 3) { Norm = "bn" }, new FeatureShape(4, 1, 1));
        var before = Tensors.Bytes(module.state_dict());

        var error = Assert.Throws<ArgumentException>(() => module.Run(Tensors.Normal(2, 1, 4, 1, 1), RunMode.Train));

        Assert.Contains("'bn'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Tensors.Bytes(module.state_dict()));
    }

    [Fact]
    public void Forward_TrainOrEval_ChoosesTheMode()
    {
        using var scope = NewDisposeScope();
        using var module = Disturbed(Norm);
        var input = Tensors.Normal(2, Shape.WithBatch(6));

        module.eval();
        var evaluated = module.forward(input);
        module.train();
        var trained = module.forward(input);

        var count = module.state_dict()["bn.num_batches_tracked"].item<long>();
        Assert.Equal(8, count);
        Tensors.AssertEqual(module.Run(input, RunMode.BatchStatistics), trained);
        Assert.False(evaluated.allclose(trained));
    }

    private static LanaModule Disturbed(Definition definition, FeatureShape? shape = null)
    {
        var module = definition.Build(shape ?? Shape, seed: 1);
        Tensors.Disturb(module.state_dict(), seed: 3);
        return module;
    }

    private static (Tensor Mean, Tensor Variance, Tensor Unbiased) Statistics(Tensor input)
    {
        long[] positions = [0, 2, 3];
        var mean = input.mean(positions);
        var variance = (input - mean.view(1, -1, 1, 1)).square().mean(positions);
        var count = input.numel() / (double)input.shape[1];
        return (mean, variance, variance * (count / (count - 1.0)));
    }

    private static Tensor Normalise(Tensor input, Dictionary<string, Tensor> state, Tensor mean, Tensor variance)
    {
        var standard = (input - mean.view(1, -1, 1, 1)) / (variance.view(1, -1, 1, 1) + Epsilon).sqrt();
        return (standard * state["bn.weight"].view(1, -1, 1, 1)) + state["bn.bias"].view(1, -1, 1, 1);
    }
}
