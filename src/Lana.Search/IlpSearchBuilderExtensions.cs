using Lana;
using Lana.FineTuning;
using Lana.Objectives;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Profiling;
using Lana.Ranking;
using Lana.Scoring;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the choice of operations by integer programming to Lana.</summary>
public static class IlpSearchBuilderExtensions
{
    /// <summary>Registers the selector, the ranker and the accelerator; calling it twice is harmless, and all
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
        return builder;
    }

    private static Accelerator MakeAccelerator(IServiceProvider provider)
    {
        var parts = new AccelerationParts(
            RequiredPart.Of<ISearchSpace>(provider, nameof(CandidateBuilderExtensions.AddCandidates)),
            RequiredPart.Of<ILatencyMeter>(provider, nameof(LatencyBuilderExtensions.AddOnnxRuntimeLatency)),
            RequiredPart.Of<ILatencyTableBuilder>(provider, nameof(LatencyBuilderExtensions.AddOnnxRuntimeLatency)),
            RequiredPart.Of<ICandidateTrainer>(provider, nameof(DistillationBuilderExtensions.AddDistillation)),
            RequiredPart.Of<ICandidateScorer>(provider, nameof(DistillationBuilderExtensions.AddDistillation)),
            provider.GetRequiredService<IOperationSelector>(),
            provider.GetRequiredService<INetworkRanker>(),
            RequiredPart.Of<IFineTuner>(provider, nameof(DistillationBuilderExtensions.AddDistillation)));
        var logger = provider.GetService<ILogger<Accelerator>>();
        foreach (var what in new UnusedOptions(provider).Of(parts))
        {
            SearchLog.NotUsed(logger ?? NullLogger<Accelerator>.Instance, what);
        }

        return new Accelerator(
            parts, provider.GetRequiredService<IOptions<AcceleratorOptions>>().Value, provider.GetService<TimeProvider>(), logger);
    }
}
