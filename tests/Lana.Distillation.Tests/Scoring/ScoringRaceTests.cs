using Lana.Selections;

namespace Lana.Scoring;

public sealed class ScoringRaceTests
{
    private static readonly IReadOnlyList<Candidates.Candidate> Pair =
        [.. SmallTraining.Candidates.Where(candidate => candidate.NeedsTraining).Take(2)];

    [Theory]
    [InlineData(1.0, 2.0, true)]
    [InlineData(1.0, 1.0, true)]
    [InlineData(2.0, 1.0, false)]
    public void Drop_CertainlyWorse_OnlyIfItIsNotFaster(double betterCost, double worseCost, bool isDropped)
    {
        var race = Race(betterCost, worseCost);
        race.Add(0, [0.10, 0.11, 0.09, 0.10]);
        race.Add(1, [0.50, 0.52, 0.49, 0.51]);

        var dropped = race.Drop();

        Assert.Equal(isDropped ? 1 : 0, dropped);
        Assert.Equal(isDropped ? [0] : [0, 1], race.Active);
    }

    [Fact]
    public void Drop_DifferenceWithinTheNoise_DropsNobody()
    {
        var race = Race(1.0, 2.0);
        race.Add(0, [0.1, 0.5, 0.1, 0.5]);
        race.Add(1, [0.5, 0.1, 0.5, 0.3]);

        Assert.Equal(0, race.Drop());
    }

    [Fact]
    public void Drop_WithoutCosts_IsOff() => Assert.False(new ScoringRace(Pair, costs: null).IsOn);

    [Fact]
    public void DecidesAfter_EightBatches_AnEighthAQuarterAndAHalf() =>
        Assert.Equal([1, 2, 4], Enumerable.Range(1, 8).Where(batches => ScoringRace.DecidesAfter(batches, 8)));

    private static ScoringRace Race(params double[] costs) => new(
        Pair, new CostTable("ms", "a test", Pair.Zip(costs, (candidate, cost) => new CostEntry(candidate.Key, cost))));
}
