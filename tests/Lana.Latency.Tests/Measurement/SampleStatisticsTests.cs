using Lana.Internal;

namespace Lana.Measurement;

public sealed class SampleStatisticsTests
{
    [Fact]
    public void Summarise_Steady_HasNoError()
    {
        var summary = SampleStatistics.Summarise(Enumerable.Repeat(2.5, 20).ToArray());

        Assert.Equal(new LatencyEstimate(2.5, 0.0, 20), summary);
    }

    [Theory]
    [InlineData(new[] { 1.0 }, 1.0)]
    [InlineData(new[] { 3.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 2.0, 3.0 }, 2.5)]
    public void Quantile_Half_IsMedian(double[] values, double median) =>
        Assert.Equal(median, SampleStatistics.Quantile(values, 0.5));

    [Fact]
    public void Summarise_BurstsInAThird_LeavesThemOut()
    {
        var random = new SplitMix64(1);
        var times = Enumerable.Range(0, 300)
            .Select(index => 1.0 + (0.02 * random.NextDouble()) + (index % 3 == 0 ? 2.0 + random.NextDouble() : 0.0))
            .ToArray();

        var summary = SampleStatistics.Summarise(times);

        Assert.InRange(summary.LatencyMs, 1.008, 1.012);
        Assert.Equal(200, summary.Runs);
        Assert.True(summary.P90Ms > 2.0, "the 90th percentile is of all runs");
        Assert.InRange(summary.RelativeError, 1e-6, 0.002);
    }

    [Fact]
    public void Summarise_Bimodal_TakesTheLargerModeAndKeepsHalf()
    {
        double[] times = [.. Enumerable.Repeat(1.0, 60), .. Enumerable.Repeat(1.5, 40)];

        var summary = SampleStatistics.Summarise(times);

        Assert.Equal(1.0, summary.LatencyMs);
        Assert.Equal(60, summary.Runs);
    }

    [Fact]
    public void Summarise_MoreThanHalfSlow_IsAMiddleOfThem()
    {
        double[] times = [.. Enumerable.Repeat(1.0, 30), .. Enumerable.Repeat(3.0, 70)];

        var summary = SampleStatistics.Summarise(times);

        Assert.Equal(3.0, summary.LatencyMs);
        Assert.Equal(100, summary.Runs);
    }

    [Fact]
    public void Summarise_FastRuns_AreNoOutliers()
    {
        double[] times = [0.2, .. Enumerable.Repeat(1.0, 40)];

        var summary = SampleStatistics.Summarise(times);

        Assert.Equal(41, summary.Runs);
    }

    [Fact]
    public void Summarise_NormalNoise_StatesTheErrorOfTheMedian()
    {
        var random = new SplitMix64(3);
        var medians = new List<double>();
        var stated = new List<double>();
        for (var repeat = 0; repeat < 300; repeat++)
        {
            var times = Enumerable.Range(0, 101).Select(_ => 10.0 + (0.2 * Normal(ref random))).ToArray();
            var summary = SampleStatistics.Summarise(times);
            medians.Add(summary.LatencyMs);
            stated.Add(summary.ErrorMs);
        }

        var mean = medians.Average();
        var actual = Math.Sqrt(medians.Average(median => (median - mean) * (median - mean)));
        Assert.InRange(stated.Average() / actual, 0.8, 1.25);
    }

    // Box and Muller.
    private static double Normal(ref SplitMix64 random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}
