using Lana.Measurement;
using Lana.Profiling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lana;

public sealed class LatencyBuilderExtensionsTests
{
    [Fact]
    public void AddTorchLatency_BeforeOnnxRuntime_IsAnErrorThatNamesBoth()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => Provider(lana => lana.AddTorchLatency().AddOnnxRuntimeLatency()));

        Assert.Contains("AddOnnxRuntimeLatency would have no effect", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddTorchLatency was called before", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTorchLatency_Twice_AddsUp()
    {
        using var provider = Provider(lana => lana.AddTorchLatency(options => options.Batch = 4).AddTorchLatency());

        var meter = Assert.Single(provider.GetServices<ILatencyMeter>());
        Assert.Equal(("torchsharp", 4), (meter.Profile.Runtime, meter.Profile.Batch));
        Assert.Single(provider.GetServices<ILatencyTableBuilder>());
    }

    [Fact]
    public void AddTorchLatency_Invalid_FailsWhenResolved()
    {
        using var provider = Provider(lana => lana.AddTorchLatency(options => options.MinRounds = 1));

        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ILatencyMeter>);
    }

    [Fact]
    public void AddOnnxRuntimeLatency_Tables_ReachTheBuilder()
    {
        using var provider = Provider(lana => lana.AddOnnxRuntimeLatency(tables: tables => tables.Networks = -1));

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<ILatencyTableBuilder>);

        Assert.Contains("Networks", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LatencyTableBuilder_InvalidOptions_NamesAll()
    {
        var options = new LatencyTableOptions { Networks = -1, TimeForNetworks = TimeSpan.FromSeconds(-1.0) };

        var failure = Assert.Throws<ArgumentException>(() => new LatencyTableBuilder(new TorchLatencyMeter(), options));

        Assert.Contains("Networks", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TimeForNetworks", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(Action<ILanaBuilder> add)
    {
        var builder = new ServiceCollection().AddLana();
        add(builder);
        return builder.Services.BuildServiceProvider();
    }
}
