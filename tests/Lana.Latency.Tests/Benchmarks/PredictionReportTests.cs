using Samples;

namespace Lana.Benchmarks;

public sealed class PredictionReportTests
{
    [Fact]
    public void Of_Exact_IsPerfect()
    {
        var report =
            PredictionReport.Of([.. Enumerable.Range(1, 9).Select(value => new PredictedLatency(value, value))]);

        Assert.Equal(new PredictionReport(9, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0), report);
    }

    [Fact]
    public void Of_KnownErrors_CountsThem()
    {
        var report = PredictionReport.Of([new(1.04, 1.0), new(1.84, 2.0), new(3.6, 3.0), new(4.0, 4.0)]);

        Assert.Equal(4, report.Count);
        Assert.Equal((0.04 + 0.08 + 0.2) / 4.0, report.MeanError, 9);
        Assert.Equal((0.04 - 0.08 + 0.2) / 4.0, report.Bias, 9);
        Assert.Equal(0.2, report.WorstError, 9);
        Assert.Equal(0.5, report.Within5);
        Assert.Equal(0.75, report.Within10);
        Assert.Equal(1.0, report.KendallTau, 9);
    }

    [Fact]
    public void Of_Reversed_HasTauMinusOne()
    {
        var report =
            PredictionReport.Of([.. Enumerable.Range(1, 5).Select(value => new PredictedLatency(6 - value, value))]);

        Assert.Equal(-1.0, report.KendallTau, 9);
    }

    [Fact]
    public void Of_Ties_FollowsTauB()
    {
        // Pairs: (1,1) (1,2) (2,3): two agree, one is tied in the prediction: 2 / √(2·3).
        var report = PredictionReport.Of([new(1, 1), new(1, 2), new(2, 3)]);

        Assert.Equal(2.0 / Math.Sqrt(6.0), report.KendallTau, 9);
    }

    [Fact]
    public void Of_None_Throws() => Assert.Throws<ArgumentException>(() => PredictionReport.Of([]));

    [Theory]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(1.0, double.PositiveInfinity)]
    public void Of_Senseless_Throws(double predicted, double measured) =>
        Assert.Throws<ArgumentException>(() => PredictionReport.Of([new PredictedLatency(predicted, measured)]));
}
