using Lana.Models;

namespace Lana.Measurement;

[Collection(TorchCollection.Name)]
public sealed class TorchLatencyMeterTests
{
    [Fact]
    public async Task MeasureAsync_RealNetwork_IsPositiveAndFinite()
    {
        var network = EfficientNet.Define(
            NetworkOptions.Compound(-6) with { Resolution = 28, InputChannels = 1, Classes = 10 });
        var meter = new TorchLatencyMeter(new TorchLatencyOptions
        {
            Batch = 2,
            MinRounds = 3,
            TimePerSubject = TimeSpan.FromMilliseconds(2),
        });

        var measured =
            await meter.MeasureAsync([LatencySubject.Of(network)], null, TestContext.Current.CancellationToken);

        Assert.True(measured[0].LatencyMs > 0.0 && double.IsFinite(measured[0].LatencyMs));
        Assert.Equal(("torchsharp", 2), (meter.Profile.Runtime, meter.Profile.Batch));
    }

    [Fact]
    public async Task MeasureAsync_OnnxOnly_NamesTheSubject()
    {
        var subject = new LatencySubject("phone.onnx", new FeatureShape(1, 2, 2), () => []);

        var failure = await Assert.ThrowsAsync<LatencyMeterException>(() => new TorchLatencyMeter().MeasureAsync(
            [subject], null, TestContext.Current.CancellationToken));

        Assert.Equal("phone.onnx", failure.Subject);
    }

    [Fact]
    public void Constructor_Invalid_NamesTheOptions()
    {
        var options = new TorchLatencyOptions { Threads = 0, MinRounds = 1 };

        var failure = Assert.Throws<ArgumentException>(() => new TorchLatencyMeter(options));

        Assert.Contains("Threads", failure.Message, StringComparison.Ordinal);
        Assert.Contains("MinRounds", failure.Message, StringComparison.Ordinal);
    }
}
