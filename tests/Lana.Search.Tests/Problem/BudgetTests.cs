namespace Lana.Problem;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Latency_NotAShare_SaysWhatIsAllowed(double fraction)
    {
        var exception = Assert.Throws<ArgumentException>(() => Budget.Latency(fraction));

        Assert.Contains("above 0 and at most 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("LatencyMs", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void LatencyMs_NotATime_SaysWhatIsAllowed(double ms)
    {
        var exception = Assert.Throws<ArgumentException>(() => Budget.LatencyMs(ms));

        Assert.Contains("finite and above 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_EachKind_GivesMilliseconds()
    {
        Assert.Equal(4.5, Budget.Latency(fraction: 0.45).Resolve(10.0), 12);
        Assert.Equal(2.5, Budget.LatencyMs(2.5).Resolve(10.0));
        Assert.Equal(80.0, Budget.Throughput(imagesPerSecond: 100.0, batchSize: 8).Resolve(10.0));
        Assert.Throws<ArgumentException>(() => Budget.Latency(0.5).Resolve(0.0));
    }

    [Fact]
    public void Throughput_OutOfRange_Throws()
    {
        Assert.Throws<ArgumentException>(() => Budget.Throughput(0.0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Budget.Throughput(10.0, 0));
    }

    [Fact]
    public void ToString_EachKind_ReadsWell()
    {
        Assert.Equal("45 % of the teacher", Budget.Latency(0.45).ToString());
        Assert.Equal("2.5 ms", Budget.LatencyMs(2.5).ToString());
    }
}
