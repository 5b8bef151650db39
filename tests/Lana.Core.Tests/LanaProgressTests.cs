namespace Lana;

public sealed class LanaProgressTests
{
    [Theory]
    [InlineData(3, null, "fine-tuning 30 %")]
    [InlineData(0, 4_849.4, "fine-tuning 0 %, 01:20:49 left")]
    [InlineData(10, 0.0, "fine-tuning 100 %, 00:00:00 left")]
    [InlineData(1, 93_784.0, "fine-tuning 10 %, 1.02:03:04 left")]
    public void ToString_OfAStage_IsALineForAReader(long done, double? seconds, string expected)
    {
        var progress = new LanaProgress(
            "fine-tuning", done, 10, seconds is { } left ? TimeSpan.FromSeconds(left) : null);

        Assert.Equal(expected, progress.ToString());
    }
}
