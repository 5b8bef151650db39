using Lana;
using Lana.FineTuning;
using Lana.Objectives;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;
using Lana.Sharding;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the choice of operations by integer programming to Lana.</summary>
public static class IlpSearchBuilderExtensions
{
    /// <summary>Registers the selector, the ranker and the accelerator, for one process and for many; calling it twice is harmless, and all
    /// configurations are applied.</summary>
    /// <param name="builder">The builder that <c>services.AddLana()</c> returned.</param>
    /// <param name="configure">Changes how operations are chosen; null for the defaults.</param>
    /// <param name="ranking">Changes how assembled networks are compared; null for the defaults.</param>
    /// <param name="acceleration">Changes the options of the pipeline; null for the defaults.</param>
    /// <returns>The same instance so that calls can be chained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <remarks>Options are checked when they are first resolved. <see cref="IAccelerator"/> needs the builder methods
    /// of the other assemblies too; the selector needs none of them, and no torch.</remarks>
    public static ILanaBuilder AddIlpSearch(
        this ILanaBuilder builder,
        Action<SelectionOptions>? configure = null,
        Action<RankingOptions>? ranking = null,
        Action<AcceleratorOptions>? acceleration = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddLanaOptions<SelectionOptions, SelectionOptionsValidator>(configure);
        services.AddLanaOptions<RankingOptions, RankingOptionsValidator>(ranking);
        services.AddLanaOptions<AcceleratorOptions, AcceleratorOptionsValidator>(acceleration);
        services.TryAddSingleton<IOperationSelector>(provider => new IlpOperationSelector(
            provider.GetRequiredService<IOptions<SelectionOptions>>().Value,
            provider.GetService<ILogger<IlpOperationSelector>>(),
            provider.GetService<TimeProvider>()));
        services.TryAddSingleton<INetworkRanker>(provider => new NetworkRanker(
            provider.GetRequiredService<IOptions<RankingOptions>>().Value,
            provider.GetService<ITrainingObjective>(),
            provider.GetService<TimeProvider>()));
        services.TryAddSingleton<IAccelerator>(MakeAccelerator);
        services.TryAddSingleton<IShardedAcceleration>(MakeShardedAcceleration);
        return builder;
    }

    private static Accelerator MakeAccelerator(IServiceProvider provider)
    {
        var parts = MakeParts(provider, Meter(provider), Tables(provider));
        var logger = provider.GetService<ILogger<Accelerator>>();
        foreach (var what in new UnusedOptions(provider).Of(parts))
        {
            SearchLog.NotUsed(logger ?? NullLogger<Accelerator>.Instance, what);
        }

        return new Accelerator(
            parts, provider.GetRequiredService<IOptions<AcceleratorOptions>>().Value, provider.GetService<TimeProvider>(), logger);
    }

    // A worker measures nothing, so that it needs no meter that loads.
    private static ShardedAcceleration MakeShardedAcceleration(IServiceProvider provider)
    {
        var measuring = new DeferredMeasuring(() => Meter(provider), () => Tables(provider));
        return new ShardedAcceleration(
            MakeParts(provider, measuring, measuring),
            provider.GetRequiredService<IOptions<AcceleratorOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<ShardedAcceleration>>());
    }

    private static AccelerationParts MakeParts(IServiceProvider provider, ILatencyMeter meter, ILatencyTableBuilder tables) => new(
        RequiredPart.Of<ISearchSpace>(provider, nameof(CandidateBuilderExtensions.AddCandidates)),
        meter,
        tables,
        RequiredPart.Of<ICandidateTrainer>(provider, nameof(DistillationBuilderExtensions.AddDistillation)),
        RequiredPart.Of<ICandidateScorer>(provider, nameof(DistillationBuilderExtensions.AddDistillation)),
        provider.GetRequiredService<IOperationSelector>(),
        provider.GetRequiredService<INetworkRanker>(),
        RequiredPart.Of<IFineTuner>(provider, nameof(DistillationBuilderExtensions.AddDistillation)));

    private static ILatencyMeter Meter(IServiceProvider provider) =>
        RequiredPart.Of<ILatencyMeter>(provider, nameof(LatencyBuilderExtensions.AddOnnxRuntimeLatency));

    private static ILatencyTableBuilder Tables(IServiceProvider provider) =>
        RequiredPart.Of<ILatencyTableBuilder>(provider, nameof(LatencyBuilderExtensions.AddOnnxRuntimeLatency));
}
