namespace Lana.Pipeline;

public sealed class MeasuredLatencyTests
{
    [Fact]
    public void ToString_OfAStudentWithinItsBudget_NamesBothTimesAndTheBudget()
    {
        var latency = new MeasuredLatency(0.7448, 0.4256, 0.4469);

        Assert.Equal("0.426 ms instead of 0.745 ms (1.75 ×), budget 0.447 ms", latency.ToString());
    }
}
