using Lana;
using Lana.Profiling;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds latency measurements to Lana.</summary>
/// <remarks>Options are validated when they are first resolved; the configurations of several calls are all applied. If
/// you register a meter of your own before, it is used.</remarks>
public static class LatencyBuilderExtensions
{
    /// <summary>Registers a meter that measures in ONNX Runtime, and the builder of latency tables.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="configure">Changes how the meter measures; null for the defaults.</param>
    /// <param name="tables">Changes the options of the table builder; null for the defaults.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="InvalidOperationException">The other meter was added before.</exception>
    public static ILanaBuilder AddOnnxRuntimeLatency(
        this ILanaBuilder builder,
        Action<OnnxRuntimeLatencyOptions>? configure = null,
        Action<LatencyTableOptions>? tables = null) =>
        AddLatency<OnnxRuntimeLatencyOptions, OnnxRuntimeLatencyOptionsValidator>(
            builder, nameof(AddOnnxRuntimeLatency), configure, tables, (options, clock) => new OnnxRuntimeLatencyMeter(options, clock));

    /// <summary>Registers a meter that measures in TorchSharp, and the builder of latency tables.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="configure">Changes how the meter measures; null for the defaults.</param>
    /// <param name="tables">Changes the options of the table builder; null for the defaults.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="InvalidOperationException">The other meter was added before.</exception>
    public static ILanaBuilder AddTorchLatency(
        this ILanaBuilder builder,
        Action<TorchLatencyOptions>? configure = null,
        Action<LatencyTableOptions>? tables = null) =>
        AddLatency<TorchLatencyOptions, TorchLatencyOptionsValidator>(
            builder, nameof(AddTorchLatency), configure, tables, (options, clock) => new TorchLatencyMeter(options, clock));

    private static ILanaBuilder AddLatency<TOptions, TValidator>(
        ILanaBuilder builder,
        string verb,
        Action<TOptions>? configure,
        Action<LatencyTableOptions>? tables,
        Func<TOptions, TimeProvider?, ILatencyMeter> meter)
        where TOptions : LatencyMeterOptions
        where TValidator : class, IValidateOptions<TOptions>
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        CalledVerb.Note(services, typeof(ILatencyMeter), verb, addsUp: true);
        services.AddLanaOptions<TOptions, TValidator>(configure);
        services.AddLanaOptions<LatencyTableOptions, LatencyTableOptionsValidator>(tables);
        services.TryAddSingleton(provider => meter(
            provider.GetRequiredService<IOptions<TOptions>>().Value, provider.GetService<TimeProvider>()));
        services.TryAddSingleton<ILatencyTableBuilder>(provider => new LatencyTableBuilder(
            provider.GetRequiredService<ILatencyMeter>(),
            provider.GetRequiredService<IOptions<LatencyTableOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<LatencyTableBuilder>>()));
        return builder;
    }
}
