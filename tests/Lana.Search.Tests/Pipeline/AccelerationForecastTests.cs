namespace Lana.Pipeline;

public sealed class AccelerationForecastTests
{
    private static readonly AccelerationForecast Forecast = new(
        [
            new StageForecast("pre-training", TimeSpan.FromMinutes(3)),
            new StageForecast("scores", TimeSpan.FromSeconds(12)),
            new StageForecast("fine-tuning", TimeSpan.FromHours(2)),
        ],
        memoryBytes: 1_300_000_000,
        diskBytes: 42_000_000);

    [Fact]
    public void Total_OfStages_IsTheirSum() =>
        Assert.Equal(new TimeSpan(hours: 2, minutes: 3, seconds: 12), Forecast.Total);

    [Fact]
    public void ToString_OfAForecast_IsATableWithMemoryAndDisk() => Assert.Equal(
        [
            "pre-training  3.0 min",
            "scores        12 s",
            "fine-tuning   2.0 h",
            "total         2.1 h",
            "memory 1.3 GB, disk 42 MB",
        ],
        Forecast.ToString().Split(Environment.NewLine));

    [Fact]
    public void Stages_WhenTheListChanges_StayAsTheyWere()
    {
        var stages = new List<StageForecast> { new("scores", TimeSpan.Zero) };

        var forecast = new AccelerationForecast(stages, 0, 0);
        stages.Clear();

        Assert.Single(forecast.Stages);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Create_WithNegativeBytes_Throws(long memory, long disk) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccelerationForecast([], memory, disk));
}
