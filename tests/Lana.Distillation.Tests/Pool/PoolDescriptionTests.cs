using Lana.Candidates;

namespace Lana.Pool;

public sealed class PoolDescriptionTests
{
    [Fact]
    public void Describe_APool_GivesEachLayersLossesAndItsBestOperation()
    {
        using var scratch = new Scratch();
        using var pool = CandidatePool.Open(scratch.Path);
        pool.Add(
        [
            (Entry("b.1", "x", 0.9, 0.3), null),
            (Entry("b.1", "y", 0.7, 0.1), null),
            (Entry("b.1", "z", 0.8, 0.2), null),
            (Entry("b.1", "w", 0.8, 0.0) with { Failure = "It failed." }, null),
            (Entry("b.2", "x", 0.0, 0.0) with { Failure = "It failed." }, null),
        ]);

        Assert.Equal(
            [
                "layer  trained  left out  initial (min, median, max)    final (min, median, max)      best",
                "b.1          3         1  0.7, 0.8, 0.9                 0.1, 0.2, 0.3                 y",
                "b.2          0         1  –                             –                             –",
            ],
            pool.Describe().Split(Environment.NewLine));
    }

    [Fact]
    public void Describe_AnEmptyPool_IsAHeading()
    {
        using var scratch = new Scratch();
        using var pool = CandidatePool.Open(scratch.Path);

        Assert.StartsWith("layer", pool.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Spread_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(() => Spread.Of<double>([]));

    private static PoolEntry Entry(string layer, string operation, double initial, double final) =>
        new(new(layer, operation), "fingerprint", 10, initial, final, "");
}
