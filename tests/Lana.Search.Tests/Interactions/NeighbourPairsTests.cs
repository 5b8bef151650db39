using Lana.Candidates;
using Lana.Pool;

namespace Lana.Interactions;

public sealed class NeighbourPairsTests
{
    private static readonly CandidateZoo Zoo =
        CandidateZoo.Named("identity", "efn_e1_k3", "efn_e3_k3", "cb_stack_k3_w0.5");

    // Of every layer: a dear good one, a middling one, and a cheap bad one.
    private static readonly Dictionary<string, (double Score, double Cost)> Numbers = new()
    {
        [TeacherOperation.OperationName] = (0.0, 10.0),
        ["efn_e3_k3"] = (0.1, 8.0),
        ["efn_e1_k3"] = (1.0, 4.0),
        ["cb_stack_k3_w0.5"] = (3.0, 1.0),
        ["identity"] = (50.0, 0.0),
    };

    private static readonly IReadOnlyList<CandidateJob> Jobs =
    [
        .. from layer in Some.Definition.Layers
           from operation in Zoo.For(layer)
           select new CandidateJob(layer, operation),
    ];

    [Theory]
    [InlineData(8.5, "efn_e3_k3")]
    [InlineData(4.0, "efn_e1_k3")]
    [InlineData(1.0, "cb_stack_k3_w0.5")]
    public void Choose_ABudget_PairsWhatIsBestAtItsPrice(double perLayer, string expected)
    {
        var pairs = Choose(1 + (perLayer * Some.Definition.Layers.Length), count: 1);

        Assert.All(
            pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Where(job => job.Operation.Name != "identity"),
            job => Assert.Equal(expected, job.Operation.Name));
    }

    [Fact]
    public void Choose_EveryLayer_IsPairedWithTheNextAndNeverByTheTeachersOwn()
    {
        var pairs = Choose(30.0, count: 100);

        var sizes = Some.Definition.Layers.Select(layer => Zoo.For(layer).Count - 1).ToList();
        Assert.Equal(sizes.Zip(sizes.Skip(1), (first, second) => first * second).Sum(), pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.First.Layer.Index + 1, pair.Second.Layer.Index));
        Assert.DoesNotContain(
            pairs, pair => pair.First.Operation is TeacherOperation || pair.Second.Operation is TeacherOperation);
        Assert.Equal(pairs.Count, pairs.Distinct().Count());
    }

    [Fact]
    public void Choose_ALayerThatCanDisappear_IsPairedAsGoneHoweverBad()
    {
        var pairs = Choose(70.0, count: 1);

        var layer = Assert.Single(Some.Definition.Layers, layer => layer.KeepsShape);
        Assert.Contains(pairs, pair => pair.First.Layer == layer && pair.First.Operation is IdentityOperation);
        Assert.Contains(pairs, pair => pair.Second.Layer == layer && pair.Second.Operation is IdentityOperation);
    }

    [Fact]
    public void Choose_ScoreNotANumberOrNoCost_LeavesTheOperationOut()
    {
        var first = Some.Definition.Layers[0];
        var scores = Scores(job => job.Layer == first && job.Operation.Name == "efn_e1_k3" ? double.NaN : null);
        var costs = new CostTable("ms", "a test", Costs().Entries
            .Where(entry => entry.Layer != first.Name || entry.Operation != "efn_e3_k3"));

        var pairs = NeighbourPairs.Choose(Jobs, scores, costs, 30.0, 100);

        Assert.All(
            pairs.Where(pair => pair.First.Layer == first),
            pair => Assert.Equal("cb_stack_k3_w0.5", pair.First.Operation.Name));
        Assert.NotEmpty(pairs);
    }

    [Fact]
    public void Choose_BudgetBelowTheCheapest_PairsTheCheapest()
    {
        var pairs = Choose(0.5, count: 1);

        Assert.All(pairs, pair => Assert.Contains(pair.First.Operation.Name, new[] { "cb_stack_k3_w0.5", "identity" }));
        Assert.NotEmpty(pairs);
    }

    [Fact]
    public void Choose_NoOperations_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Choose(30.0, count: 0));

    private static IReadOnlyList<CandidatePair> Choose(double maximum, int count) =>
        NeighbourPairs.Choose(Jobs, Scores(_ => null), Costs(), maximum, count);

    private static ScoreTable Scores(Func<CandidateJob, double?> other) => new(
        "loss change",
        "a test",
        Jobs.Select(job => new ScoreEntry(
            job.Layer.Name, job.Operation.Name, other(job) ?? Numbers[job.Operation.Name].Score)));

    private static CostTable Costs() => new(
        "ms",
        "a test",
        Jobs.Select(job => new CostEntry(job.Layer.Name, job.Operation.Name, Numbers[job.Operation.Name].Cost)),
        constant: 1.0);
}
