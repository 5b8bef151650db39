using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Measurement;

public sealed class OnnxRuntimeLatencyOptionsTests
{
    [Fact]
    public void Constructor_Defaults_AreValidAndOneThread()
    {
        var meter = new OnnxRuntimeLatencyMeter();

        Assert.Equal((1, 1, "cpu", "float32"), (
            meter.Profile.Threads, meter.Profile.Batch, meter.Profile.Provider, meter.Profile.ElementType));
    }

    [Fact]
    public void Constructor_SeveralInvalid_NamesAll()
    {
        var options = new OnnxRuntimeLatencyOptions
        {
            Threads = 0,
            Batch = -1,
            TimePerSubject = TimeSpan.Zero,
            MaxRounds = 4,
            TargetError = double.NaN,
            Provider = "",
        };

        var failure = Assert.Throws<ArgumentException>(() => new OnnxRuntimeLatencyMeter(options));

        Assert.All(
            new[] { "Threads", "Batch", "TimePerSubject", "MaxRounds", "TargetError", "Provider" },
            name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Profile_AnotherOptimisationLevel_IsAnotherDevice()
    {
        var plain = new OnnxRuntimeLatencyMeter().Profile;
        var basic = new OnnxRuntimeLatencyMeter(
            new OnnxRuntimeLatencyOptions { OptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC }).Profile;

        Assert.Equal("cpu-ort_enable_basic", basic.Provider);
        Assert.NotEqual(plain.Key, basic.Key);
    }

    [Fact]
    public void Constructor_FactoryThatPassesForThePlainProcessor_IsRefused()
    {
        var options = new OnnxRuntimeLatencyOptions { SessionOptionsFactory = () => new SessionOptions() };

        var failure = Assert.Throws<ArgumentException>(() => new OnnxRuntimeLatencyMeter(options));

        Assert.Contains("Provider", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddOnnxRuntimeLatency_Invalid_FailsWhenResolved()
    {
        using var provider = new ServiceCollection().AddLana().AddOnnxRuntimeLatency(options => options.Threads = -1)
            .Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ILatencyMeter>);
    }

    [Fact]
    public void AddOnnxRuntimeLatency_Twice_KeepsOneMeterAndAUsersOwn()
    {
        using var provider = new ServiceCollection().AddLana()
            .AddOnnxRuntimeLatency(options => options.Batch = 4).AddOnnxRuntimeLatency()
            .Services.BuildServiceProvider();

        Assert.Single(provider.GetServices<ILatencyMeter>());
        Assert.Equal(4, provider.GetRequiredService<ILatencyMeter>().Profile.Batch);
    }
}
