using Lana.Tables;

namespace Lana.Calibration;

public sealed class SelectionSamplerTests
{
    private const int Layers = 6;
    private const int Operations = 8;

    [Fact]
    public void FastestAndSlowest_AreThoseOfTheTable()
    {
        var sampler = new SelectionSampler(Table(), seed: 1);

        Assert.All(sampler.Fastest, choice => Assert.Equal("o0", choice.Operation));
        Assert.All(sampler.Slowest, choice => Assert.Equal("o7", choice.Operation));
    }

    [Fact]
    public void Draw_Some_SpreadsTheirSumsEvenly()
    {
        var sampler = new SelectionSampler(Table(), seed: 1);
        var (fastest, slowest) = (sampler.Sum(sampler.Fastest), sampler.Sum(sampler.Slowest));
        var step = (slowest - fastest) / 12;

        var sums = sampler.Draw(12).Select(sampler.Sum).ToList();

        Assert.Equal(12, sums.Count);
        Assert.All(sums.Select((sum, index) => sum - (fastest + ((index + 0.5) * step))), miss => Assert.InRange(
            miss, -step, step));
    }

    [Fact]
    public void Draw_Again_GivesOthers()
    {
        var sampler = new SelectionSampler(Table(), seed: 1);

        var drawn = sampler.Draw(20).Concat(sampler.Draw(20)).Select(names => string.Join(' ', names)).ToList();

        Assert.Equal(drawn.Count, drawn.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSame() =>
        Assert.Equal(new SelectionSampler(Table(), seed: 3).Draw(9), new SelectionSampler(Table(), seed: 3).Draw(9));

    [Fact]
    public void Draw_MoreThanThereAre_GivesFewer()
    {
        // Four selections in all, of which the fastest and the slowest are never drawn.
        var sampler = new SelectionSampler(SomeTable.Make(), seed: 1);

        Assert.InRange(sampler.Draw(10).Count, 1, 2);
    }

    [Fact]
    public void Constructor_LayerWithoutOperations_NamesIt()
    {
        var table = SomeTable.Make(new LatencyEntry("a", "teacher", 0.5));

        var failure = Assert.Throws<ArgumentException>(() => new SelectionSampler(table, seed: 0));

        Assert.Contains("layer 'b'", failure.Message, StringComparison.Ordinal);
    }

    private static LatencyTable Table() => new(
        SomeTable.Profile,
        DateTimeOffset.UnixEpoch,
        "net",
        "0123",
        Enumerable.Range(0, Layers).Select(layer => $"l{layer}"),
        teacherMs: 10.0,
        constantMs: 1.0,
        from layer in Enumerable.Range(0, Layers)
        from operation in Enumerable.Range(0, Operations)
        select new LatencyEntry($"l{layer}", $"o{operation}", (1.0 + operation) * (1.0 + (0.3 * layer))));
}
