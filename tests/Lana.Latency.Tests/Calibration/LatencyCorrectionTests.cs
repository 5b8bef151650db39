using Lana.Internal;

namespace Lana.Calibration;

public sealed class LatencyCorrectionTests
{
    [Fact]
    public void Fit_Nothing_LeavesTheSum() => Assert.Equal(LatencyCorrection.None, LatencyCorrection.Fit());

    [Fact]
    public void Fit_OnePoint_IsItsRatio()
    {
        var correction = LatencyCorrection.Fit(new LatencyPoint(2.0, 3.0));

        Assert.Equal(new LatencyCorrection(1.5, 0.0), correction);
    }

    [Fact]
    public void Fit_TwoPoints_IsTheMiddleRatio()
    {
        var correction = LatencyCorrection.Fit(new LatencyPoint(1.0, 2.0), new LatencyPoint(1.0, 8.0));

        Assert.Equal(new LatencyCorrection(4.0, 0.0), correction);
    }

    [Fact]
    public void Fit_ManyExactPoints_FindsScaleAndOffset()
    {
        var points = Enumerable.Range(0, 200).Select(index => Point(0.5 + (index * 0.02), 1.1, 0.1)).ToList();

        var correction = LatencyCorrection.Fit(points);

        Assert.Equal(1.1, correction.Scale, 2);
        Assert.Equal(0.1, correction.OffsetMs, 2);
    }

    [Fact]
    public void Fit_OneWildPoint_HardlyMoves()
    {
        List<LatencyPoint> points = [.. Enumerable.Range(1, 12).Select(index => Point(index, 1.2, 0.0))];
        points[4] = points[4] with { MeasuredMs = points[4].MeasuredMs * 3.0 };

        var correction = LatencyCorrection.Fit(points);

        Assert.All(
            Enumerable.Range(1, 12), index => Assert.InRange(correction.Apply(index) / (1.2 * index), 0.98, 1.02));
    }

    [Fact]
    public void Fit_ThreePointsOfOneSum_StaysNearTheRatio()
    {
        var correction = LatencyCorrection.Fit(
            new LatencyPoint(1.0, 1.10), new LatencyPoint(1.0, 1.11), new LatencyPoint(1.0, 1.12));

        Assert.InRange(correction.Scale, 1.0, 1.2);
        Assert.InRange(correction.Apply(1.0), 1.10, 1.12);
    }

    [Fact]
    public void Fit_AnyPoints_HasPositiveScale()
    {
        var random = new SplitMix64(11);
        for (var repeat = 0; repeat < 200; repeat++)
        {
            var points = Enumerable.Range(0, 1 + random.NextInt(8))
                .Select(_ => new LatencyPoint(0.01 + (10.0 * random.NextDouble()), 0.01 + (10.0 * random.NextDouble())))
                .ToList();

            Assert.InRange(LatencyCorrection.Fit(points).Scale, double.Epsilon, 1e6);
        }
    }

    [Fact]
    public void Fit_SmallNetworksInACache_FollowsTheKnot()
    {
        // Below a sum of 2 a network is faster by up to half of it.
        static double Truth(double sum) => sum - (0.5 * Math.Max(0.0, 2.0 - sum));
        var points = Enumerable.Range(0, 20)
            .Select(index => 0.8 + (0.2 * index))
            .Select(sum => new LatencyPoint(sum, Truth(sum)))
            .ToList();

        var correction = LatencyCorrection.Fit(points);

        Assert.NotEmpty(correction.Knots);
        Assert.All(points, point => Assert.InRange(correction.Apply(point.TableMs) / point.MeasuredMs, 0.95, 1.05));
    }

    [Fact]
    public void Fit_AnyManyPoints_NeverCallsALargerSumFaster()
    {
        var random = new SplitMix64(12);
        for (var repeat = 0; repeat < 100; repeat++)
        {
            var points = Enumerable.Range(0, 10 + random.NextInt(12))
                .Select(_ => new LatencyPoint(0.1 + (10.0 * random.NextDouble()), 0.1 + (10.0 * random.NextDouble())))
                .ToList();

            var correction = LatencyCorrection.Fit(points);

            var latencies = Enumerable.Range(0, 200).Select(index => correction.Apply(0.06 * index)).ToList();
            Assert.Equal(latencies.Order(), latencies);
        }
    }

    [Fact]
    public void Invert_Knots_IsTheSumOnEveryPiece()
    {
        var correction = new LatencyCorrection(1.2, -0.1)
        {
            Knots = [new Knot(1.0, -0.4), new Knot(2.0, 0.3), new Knot(4.0, -0.2)],
        };

        Assert.All(
            Enumerable.Range(1, 60).Select(index => 0.1 * index),
            sum => Assert.Equal(sum, correction.Invert((1.2 * sum) - 0.1 + correction.Knots.Sum(knot => knot.At(sum))), 9));
    }

    [Fact]
    public void Invert_OfApply_IsTheSum()
    {
        var correction = new LatencyCorrection(1.3, 0.2);

        Assert.Equal(4.5, correction.Invert(correction.Apply(4.5)), 12);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, -1.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, double.PositiveInfinity)]
    public void Fit_SenselessPoint_Throws(double tableMs, double measuredMs) =>
        Assert.Throws<ArgumentException>(() => LatencyCorrection.Fit(new LatencyPoint(tableMs, measuredMs)));

    private static LatencyPoint Point(double tableMs, double scale, double offset) =>
        new(tableMs, (scale * tableMs) + offset);
}
