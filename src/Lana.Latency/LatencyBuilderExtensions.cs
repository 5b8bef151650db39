using Lana;
using Lana.Measurement;
using Lana.Profiling;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds latency measurements to Lana.</summary>
public static class LatencyBuilderExtensions
{
    /// <summary>Registers a meter that times in ONNX Runtime and the builder of latency tables.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="configure">How to measure; null for the defaults. Checked when the meter is first asked
    /// for.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static ILanaBuilder AddOnnxRuntimeLatency(
        this ILanaBuilder builder, Action<OnnxRuntimeLatencyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<OnnxRuntimeLatencyOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IValidateOptions<OnnxRuntimeLatencyOptions>, OnnxRuntimeLatencyOptionsValidator>());
        builder.Services.TryAddSingleton<ILatencyMeter>(provider => new OnnxRuntimeLatencyMeter(
            provider.GetRequiredService<IOptions<OnnxRuntimeLatencyOptions>>().Value,
            provider.GetService<TimeProvider>()));
        builder.Services.TryAddSingleton<ILatencyTableBuilder>(provider => new LatencyTableBuilder(
            provider.GetRequiredService<ILatencyMeter>(),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<LatencyTableBuilder>>()));
        return builder;
    }
}
