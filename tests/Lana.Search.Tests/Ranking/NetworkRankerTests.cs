using Lana.Candidates;
using Lana.Data;
using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;
using Lana.Weights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static TorchSharp.torch;

namespace Lana.Ranking;

[Collection(TorchCollection.Name)]
public sealed class NetworkRankerTests
{
    private const int Images = 32;
    private const int BatchSize = 16;
    private const ulong Seed = 6;

    private readonly ImageArraySource _data = Some.Images();

    [Fact]
    public async Task Rank_Networks_IsTheMeanLossOnTheStatisticsOfEachBatch()
    {
        using var teacher = Some.Teacher();
        using var replacement = Replacement();
        using var view = teacher.With(new Dictionary<int, LanaModule> { [2] = replacement });

        var losses = await RankAsync([teacher, view], workers: 2);

        Assert.Equal(
            [HandLoss(teacher), HandLoss(view)], losses, (expected, actual) => Math.Abs(expected - actual) < 1e-5);
        Assert.NotEqual(losses[0], losses[1]);
    }

    [Fact]
    public async Task Rank_AfterRunningStatisticsMoved_IsTheSame()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var teacher = Some.Teacher();
        var before = await RankAsync([teacher], workers: 1);
        foreach (var (_, mean) in teacher.State
            .Where(pair => pair.Key.EndsWith("running_mean", StringComparison.Ordinal)))
        {
            mean.add_(3.0);
        }

        var after = await RankAsync([teacher], workers: 1);

        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Rank_Networks_ChangesNothing()
    {
        using var teacher = Some.Teacher();
        using var replacement = Replacement();
        using var view = teacher.With(new Dictionary<int, LanaModule> { [2] = replacement });
        var before = (ModuleWeights.Fingerprint(teacher), ModuleWeights.Fingerprint(view));

        await RankAsync([teacher, view], workers: 2);

        Assert.Equal(before, (ModuleWeights.Fingerprint(teacher), ModuleWeights.Fingerprint(view)));
    }

    [Fact]
    public async Task Rank_WithAnyNumberOfWorkers_IsTheSame()
    {
        using var first = Some.Teacher(1);
        using var second = Some.Teacher(2);
        using var third = Some.Teacher(3);
        Network[] networks = [first, second, third];

        Assert.Equal(await RankAsync(networks, workers: 1), await RankAsync(networks, workers: 3));
    }

    [Fact]
    public async Task Rank_NoNetworks_IsEmpty() => Assert.Empty(await RankAsync([], workers: 1));

    [Fact]
    public async Task Rank_Cancelled_Stops()
    {
        using var teacher = Some.Teacher();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new NetworkRanker().RankAsync(
            new RankingRequest([teacher], _data), cancellationToken: new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(-1, 128, 0, nameof(RankingOptions.Images))]
    [InlineData(10, 1, 0, nameof(RankingOptions.BatchSize))]
    [InlineData(10, 2, -1, nameof(RankingOptions.Workers))]
    public void AddIlpSearch_RankingOutOfRange_NamesTheOption(int images, int batchSize, int workers, string name)
    {
        var services = new ServiceCollection();
        services.AddLana().AddIlpSearch(ranking: options =>
            (options.Images, options.BatchSize, options.Workers) = (images, batchSize, workers));
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<INetworkRanker>);

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    private static LanaModule Replacement()
    {
        var layer = Some.Definition.Layers[2];
        return Operation.Parse("efn_e1_k3").Define(layer).Build(layer.Input, seed: 7);
    }

    private Task<IReadOnlyList<double>> RankAsync(IReadOnlyList<Network> networks, int workers) =>
        new NetworkRanker(new RankingOptions { Images = Images, BatchSize = BatchSize, Workers = workers }).RankAsync(
            new RankingRequest(networks, _data) { Seed = Seed }, cancellationToken: TestContext.Current.CancellationToken);

    private double HandLoss(Network network)
    {
        var order = EpochOrder.Shuffled(_data.Count, Seed, 0);
        return order.Take(Images).Chunk(BatchSize).Average(indices =>
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            using var batch = _data.Read(indices);
            var logits = network.Run(batch.Images, RunMode.BatchStatistics).data<float>().ToArray().Chunk(Some.Classes);
            var labels = batch.Labels!.data<long>().ToArray();
            return logits.Zip(labels).Average(pair =>
                Math.Log(pair.First.Sum(value => Math.Exp(value))) - pair.First[pair.Second]);
        });
    }
}
