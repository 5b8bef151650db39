using Lana.Internal;

namespace Lana.Measurement;

public sealed class RoundPolishTests
{
    private const int Rounds = 60;
    private static readonly double[] Levels = [0.02, 0.1, 0.4, 1.0, 7.0, 0.05];

    [Fact]
    public void Polish_Steady_ChangesNothing()
    {
        double[][] series = [[.. Enumerable.Repeat(2.0, Rounds)], [.. Enumerable.Repeat(0.5, Rounds)]];

        Assert.Equal(series, RoundPolish.Polish(series).Series);
    }

    [Fact]
    public void Polish_Trend_IsFlattened()
    {
        var polished = RoundPolish.Polish(Series(round => 1.0 + (0.01 * round))).Series;

        Assert.All(polished, times => Assert.InRange(times[5..^5].Max() / times[5..^5].Min(), 1.0, 1.02));
    }

    [Fact]
    public void Polish_SlowHalf_IsFlattenedAndKeepsTheRatios()
    {
        var polished = RoundPolish.Polish(Series(round => round < 25 ? 1.0 : 1.7)).Series;

        var medians = polished.Select(times => SampleStatistics.Quantile(times, 0.5)).ToArray();
        Assert.All(polished, times => Assert.InRange(times.Max() / times.Min(), 1.0, 1.0 + 1e-9));
        Assert.All(Levels.Zip(medians), pair => Assert.Equal(pair.First / Levels[3], pair.Second / medians[3], 9));
    }

    [Fact]
    public void Polish_BurstsInSingleRuns_StayWhereTheyAre()
    {
        var random = new SplitMix64(2);
        var series = Series(_ => 1.0);
        foreach (var times in series)
        {
            times[random.NextInt(Rounds)] *= 20.0;
        }

        Assert.Equal(series, RoundPolish.Polish(series).Series);
    }

    [Fact]
    public void Polish_OneBimodalSeries_DoesNotTouchTheOthers()
    {
        var series = Series(_ => 1.0);
        for (var round = 0; round < Rounds; round += 2)
        {
            series[2][round] *= 1.5;
        }

        var polished = RoundPolish.Polish(series).Series;

        Assert.All(new[] { 0, 1, 3, 4, 5 }, index => Assert.Equal(series[index], polished[index]));
    }

    [Theory]
    [InlineData(0.0, 60)]
    [InlineData(0.2, 30)]
    public void Calm_HalfTheRoundsSlow_AreLeftOutWhereItMatters(double slower, int kept)
    {
        var factors = Enumerable.Range(0, Rounds).Select(round => round % 2 == 0 ? 1.0 + slower : 1.0).ToArray();

        Assert.Equal(kept, RoundPolish.Calm(factors, minimum: 15).Length);
    }

    [Fact]
    public void Calm_HardlyAnyCalmRound_KeepsTheFewestAndCalmest()
    {
        var factors = Enumerable.Range(0, Rounds).Select(round => Math.Pow(1.2, round)).ToArray();

        Assert.Equal(Enumerable.Range(0, 15), RoundPolish.Calm(factors, minimum: 15));
    }

    private static double[][] Series(Func<int, double> factor) => [.. Levels
        .Select(level => Enumerable.Range(0, Rounds).Select(round => level * factor(round)).ToArray())];
}
