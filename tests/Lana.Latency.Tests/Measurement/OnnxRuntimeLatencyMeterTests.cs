using Lana.Definitions;
using Lana.Export;
using Lana.Models;
using Lana.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Measurement;

[Collection(TorchCollection.Name)]
public sealed class OnnxRuntimeLatencyMeterTests
{
    private static readonly NetworkDefinition Tiny = EfficientNet.Define(
        NetworkOptions.Compound(-6) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    public async Task MeasureAsync_RealModels_ArePositiveAndFinite(int batch, int maxSessions)
    {
        var meter = new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions
        {
            Batch = batch,
            MaxSessions = maxSessions,
            TimePerSubject = TimeSpan.FromMilliseconds(2),
            MinRounds = 3,
        });
        var progress = new List<LanaProgress>();

        var measured = await meter.MeasureAsync(
            [Whole(), Convolution(8), Convolution(16), Whole(), Convolution(24)],
            new Reporter(progress.Add),
            TestContext.Current.CancellationToken);

        Assert.Equal(5, measured.Count);
        Assert.All(measured, measurement => Assert.True(
            measurement.LatencyMs > 0.0 && double.IsFinite(measurement.LatencyMs) && measurement.Runs >= 2));
        Assert.Equal(5, progress[^1].Done);
    }

    [Fact]
    public async Task MeasureAsync_NoSubjects_GivesNone() =>
        Assert.Empty(await new OnnxRuntimeLatencyMeter().MeasureAsync([], null, TestContext.Current.CancellationToken));

    [Fact]
    public async Task MeasureAsync_NoModel_NamesIt()
    {
        var subject = new LatencySubject("broken.onnx", new FeatureShape(1, 2, 2), () => [1, 2, 3]);

        var failure = await Assert.ThrowsAsync<LatencyMeterException>(() => new OnnxRuntimeLatencyMeter().MeasureAsync(
            [subject], null, TestContext.Current.CancellationToken));

        Assert.Contains("broken.onnx", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasureAsync_WrongInputShape_NamesIt()
    {
        var subject = Convolution(8) with { Name = "conv8", Input = new FeatureShape(5, 2, 2) };

        var failure = await Assert.ThrowsAsync<LatencyMeterException>(() => new OnnxRuntimeLatencyMeter().MeasureAsync(
            [subject], null, TestContext.Current.CancellationToken));

        Assert.Equal("conv8", failure.Subject);
    }

    [Fact]
    public async Task MeasureAsync_ProviderThatIsNotInstalled_NamesIt()
    {
        var meter = new OnnxRuntimeLatencyMeter(new OnnxRuntimeLatencyOptions
        {
            Provider = "cuda",
            SessionOptionsFactory = () => SessionOptions.MakeSessionOptionWithCudaProvider(),
        });

        var failure = await Assert.ThrowsAsync<LatencyMeterException>(() => meter.MeasureAsync(
            [Convolution(8)], null, TestContext.Current.CancellationToken));

        Assert.Contains("'cuda'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasureAsync_Cancelled_LeavesTheTurnToOthers()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelling = Convolution(8) with
        {
            Model = () =>
            {
                cancellation.Cancel();
                return Convolution(8).Model();
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new OnnxRuntimeLatencyMeter().MeasureAsync([cancelling], null, cancellation.Token));
        var measured = await new OnnxRuntimeLatencyMeter().MeasureAsync(
            [Convolution(8)], null, TestContext.Current.CancellationToken);

        Assert.Single(measured);
    }

    private static LatencySubject Whole() => new("tiny", Tiny.Input, () =>
    {
        using var network = Tiny.Build();
        return OnnxExporter.Export(network);
    })
    {
        IsWhole = true,
    };

    private static LatencySubject Convolution(int channels) => new("conv", new FeatureShape(channels, 6, 6), () =>
    {
        using var module = new Conv("conv", channels, 3).Build(new FeatureShape(channels, 6, 6));
        return OnnxExporter.Export(module);
    });
}
