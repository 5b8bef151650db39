namespace Lana.Training;

public sealed class CosineScheduleTests
{
    [Theory]
    [InlineData(0.0, 0.1, 0.0)]
    [InlineData(0.05, 0.1, 0.5)]
    [InlineData(0.1, 0.1, 1.0)]
    [InlineData(0.55, 0.1, 0.5)]
    [InlineData(1.0, 0.1, 0.0)]
    [InlineData(0.0, 0.0, 1.0)]
    [InlineData(1.0 / 3.0, 0.0, 0.75)]
    [InlineData(0.5, 1.0, 0.5)]
    [InlineData(1.0, 1.0, 0.0)]
    public void Factor_OfProgress_IsTheClosedForm(double progress, double warmup, double expected)
    {
        var factor = CosineSchedule.Factor(progress, warmup);

        Assert.Equal(expected, factor, 1e-12);
    }

    [Fact]
    public void Factor_BehindTheWarmup_FallsMonotonically()
    {
        var factors = Enumerable.Range(0, 101)
            .Select(step => CosineSchedule.Factor(0.2 + (0.008 * step), 0.2))
            .ToList();

        Assert.All(factors.Zip(factors.Skip(1)), pair => Assert.True(pair.First > pair.Second));
        Assert.All(factors, factor => Assert.InRange(factor, 0.0, 1.0));
    }
}
