using Lana.Acceleration;
using Lana.Candidates;
using Lana.Networks;
using Lana.Pool;
using Lana.Ranking;
using Lana.Selection;

namespace Lana.Interactions;

[Collection(TorchCollection.Name)]
public sealed class PairScorerTests : IDisposable
{
    private const string First = "efn_e1_k3";
    private const string Second = "cb_stack_k1_w0.5";

    private readonly LoopBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Score_OperationsThatHarmEachOther_IsWhatTheSumLeavesOut()
    {
        using var pool = await _bench.PoolAsync();
        var ranker = new FakeRanker(network => 2.0 + Changed(network).Sum() + (AreBoth(network) ? 3.0 : 0.0));
        CandidatePair[] pairs = [Pair(0, First, 1, Second), Pair(0, First, 1, First), Pair(1, Second, 2, First)];

        var terms = await ScoreAsync(ranker, pool, pairs);

        Assert.Equal(3.0, terms[0].Score, 1e-9);
        Assert.Equal(0.0, terms[1].Score, 1e-9);
        Assert.Equal(0.0, terms[2].Score, 1e-9);
        var layers = Some.Definition.Layers;
        Assert.Equal(new PairTerm(layers[1].Name, Second, layers[2].Name, First, terms[2].Score), terms[2]);

        // The teacher, four operations alone, three pairs.
        Assert.Equal(8, ranker.Ranked);
    }

    [Fact]
    public async Task Score_TrainedOperations_IsTheDifferenceOfFourLosses()
    {
        using var pool = await _bench.PoolAsync();
        var ranker = new NetworkRanker(new RankingOptions { Images = 32, BatchSize = 16, Workers = 2 });
        var pair = Pair(2, First, 3, Second);

        var term = Assert.Single(await ScoreAsync(ranker, pool, pair));

        IReadOnlyList<LayeredNetwork> networks =
        [
            pool.Assemble(_bench.Teacher, [pair.First, pair.Second]),
            pool.Assemble(_bench.Teacher, [pair.First]),
            pool.Assemble(_bench.Teacher, [pair.Second]),
            _bench.Teacher,
        ];
        var losses = await ranker.RankAsync(
            new RankingTask(networks, Some.Images()) { Seed = 3 },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(losses[0] - losses[1] - losses[2] + losses[3], term.Score, 1e-9);
        Assert.NotEqual(0.0, term.Score);
    }

    [Fact]
    public async Task Score_LossNotANumber_LeavesThePairOut()
    {
        using var pool = await _bench.PoolAsync();
        var ranker = new FakeRanker(network => LoopBench.NameOf(network.Layers[0]) == First ? double.NaN : 1.0);

        var terms = await ScoreAsync(ranker, pool, Pair(0, First, 1, Second), Pair(1, First, 2, Second));

        Assert.Equal(Some.Definition.Layers[1].Name, Assert.Single(terms).FirstLayer);
    }

    [Fact]
    public async Task Score_NoPairs_IsEmpty()
    {
        using var pool = await _bench.PoolAsync();

        Assert.Empty(await ScoreAsync(new FakeRanker(_ => 1.0), pool));
    }

    [Fact]
    public async Task Score_BothInOneLayer_NamesIt()
    {
        using var pool = await _bench.PoolAsync();

        var exception = await Assert.ThrowsAsync<ArgumentException>(
            () => ScoreAsync(new FakeRanker(_ => 1.0), pool, Pair(1, First, 1, Second)));

        Assert.Contains(Some.Definition.Layers[1].Name, exception.Message, StringComparison.Ordinal);
    }

    private static bool AreBoth(LayeredNetwork network) =>
        LoopBench.NameOf(network.Layers[0]) == First && LoopBench.NameOf(network.Layers[1]) == Second;

    private static IEnumerable<double> Changed(LayeredNetwork network) => network.Layers
        .Where(layer => LoopBench.NameOf(layer) != TeacherOperation.OperationName)
        .Select(layer => 0.5 + layer.Info.Index + (LoopBench.NameOf(layer) == First ? 0.25 : 0.0));

    private static CandidatePair Pair(int firstLayer, string first, int secondLayer, string second) =>
        new(Job(firstLayer, first), Job(secondLayer, second));

    private static CandidateJob Job(int layer, string operation) =>
        new(Some.Definition.Layers[layer], CandidateOperation.Parse(operation));

    private Task<IReadOnlyList<PairTerm>> ScoreAsync(
        INetworkRanker ranker, CandidatePool pool, params CandidatePair[] pairs) => new PairScorer(ranker).ScoreAsync(
            new PairScoringTask(_bench.Teacher, pairs, Some.Images(), pool) { Seed = 3 },
            cancellationToken: TestContext.Current.CancellationToken);
}
