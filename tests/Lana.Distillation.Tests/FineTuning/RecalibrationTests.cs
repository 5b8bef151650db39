using Lana.Training;
using static TorchSharp.torch;

namespace Lana.FineTuning;

[Collection(TorchCollection.Name)]
public sealed class RecalibrationTests
{
    [Fact]
    public async Task Run_OverSomeBatches_GivesTheMeanOfTheirStatistics()
    {
        using var scope = NewDisposeScope();
        using var network = Some.Teacher();
        var data = Some.Images(250);
        var state = network.State.ToDictionary(pair => pair.Key, pair => pair.Value);
        state["bn1.running_mean"].detach().fill_(7.0);
        state["bn1.num_batches_tracked"].fill_(41);
        var sequence = new BatchSequence(data.Count, 250, 100, seed: 3);

        await Recalibration.RunAsync(network, data, images: 250, seed: 3, TestContext.Current.CancellationToken);

        var maps = Enumerable.Range(0, 2).Select(step =>
        {
            using var batch = data.Read(sequence.Indices(step));
            return nn.functional.conv2d(
                batch.Images, state["conv_stem.weight"].detach(), strides: [2, 2], padding: [1, 1]);
        }).ToList();
        AssertNear(maps, map => map.mean([0, 2, 3]), state["bn1.running_mean"]);
        AssertNear(maps, map => map.var([0, 2, 3], unbiased: true), state["bn1.running_var"]);
        Assert.Equal(2, state["bn1.num_batches_tracked"].item<long>());
    }

    [Fact]
    public async Task Run_ANetwork_ChangesItsStatisticsAndNoParameter()
    {
        using var scope = NewDisposeScope();
        using var network = Some.Teacher();
        var parameters = network.Parameters.Select(Values).ToList();
        var statistics = network.State.Where(pair => pair.Key.Contains("running", StringComparison.Ordinal)).ToList();
        var before = statistics.Select(pair => Values(pair.Value)).ToList();

        await Recalibration.RunAsync(network, new Unlabelled(Some.Images()), images: 48, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(parameters, network.Parameters.Select(Values));
        Assert.All(statistics.Zip(before), pair => Assert.NotEqual(pair.Second, Values(pair.First.Value)));
    }

    [Fact]
    public void Run_OverOneImage_IsRefused()
    {
        using var network = Some.Teacher();

        Assert.Throws<ArgumentOutOfRangeException>(
            () => { _ = Recalibration.RunAsync(network, Some.Images(), images: 1, cancellationToken: TestContext.Current.CancellationToken); });
    }

    [Fact]
    public void Run_AView_IsRefused()
    {
        using var network = Some.Teacher();
        using var view = network.With(new Dictionary<int, Definitions.LanaModule>());

        var refused = Assert.Throws<ArgumentException>(() =>
        {
            _ = Recalibration.RunAsync(
            view, Some.Images(), cancellationToken: TestContext.Current.CancellationToken);
        });

        Assert.Contains("view", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_Stops()
    {
        using var network = Some.Teacher();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Recalibration.RunAsync(
            network, Some.Images(), cancellationToken: new CancellationToken(canceled: true)));
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static void AssertNear(List<Tensor> maps, Func<Tensor, Tensor> statistic, Tensor actual)
    {
        var expected = (statistic(maps[0]) + statistic(maps[1])) / 2.0;
        Assert.InRange((expected - actual.detach()).abs().max().item<float>(), 0f, 1e-5f);
    }
}
