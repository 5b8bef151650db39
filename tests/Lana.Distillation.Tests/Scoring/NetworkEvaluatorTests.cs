using static TorchSharp.torch;

namespace Lana.Scoring;

[Collection(TorchCollection.Name)]
public sealed class NetworkEvaluatorTests
{
    [Fact]
    public async Task Evaluate_SeveralBatches_IsTheCountByHand()
    {
        using var scope = NewDisposeScope();
        using var network = Some.Teacher();
        var data = Some.Images(300);
        using var all = data.Read([.. Enumerable.Range(0, 300)]);
        var logits = network.Run(all.Images).data<float>().ToArray().Chunk(Some.Classes).ToList();
        var labels = all.Labels!.data<long>().ToArray();

        var evaluation = await NetworkEvaluator.EvaluateAsync(
            network, data, cancellationToken: TestContext.Current.CancellationToken);

        var correct = logits.Zip(labels).Count(pair => pair.First.Max() == pair.First[pair.Second]);
        var loss = logits.Zip(labels).Average(pair =>
            Math.Log(pair.First.Sum(value => Math.Exp(value))) - pair.First[pair.Second]);
        Assert.InRange(correct, 1, 299);
        Assert.Equal((correct / 300.0, 300), (evaluation.Accuracy, evaluation.Images));
        Assert.Equal(loss, evaluation.Loss, 1e-5);
    }

    [Theory]
    [InlineData(1, 1L << 40, 250)]
    [InlineData(4, 1L << 40, 250)]
    [InlineData(1, 1L, 1)]
    public void BatchSize_SomeMemory_IsFromOneToTwoHundredAndFifty(int workers, long memory, int expected)
    {
        using var network = Some.Teacher();

        Assert.Equal(expected, NetworkEvaluator.BatchSize(network, workers, memory));
    }

    [Fact]
    public void BatchSize_TwiceTheWorkers_IsHalfOfIt()
    {
        using var network = Some.Teacher();
        var memory = 400 * network.Definition.Layers[0].Definition
            .Cost(network.Definition.Layers[0].Input).ActivationBytes;

        var one = NetworkEvaluator.BatchSize(network, 1, memory);

        Assert.InRange(one, 10, 100);
        Assert.Equal(one / 2, NetworkEvaluator.BatchSize(network, 2, memory));
    }

    [Fact]
    public async Task Evaluate_Cancelled_Stops()
    {
        using var network = Some.Teacher();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NetworkEvaluator.EvaluateAsync(
            network, Some.Images(), cancellationToken: new CancellationToken(canceled: true)));
    }
}
