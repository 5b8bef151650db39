using Lana;
using Lana.FineTuning;
using Lana.Pretraining;
using Lana.Scoring;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds training, scoring and fine-tuning to Lana.</summary>
public static class DistillationBuilderExtensions
{
    /// <summary>Registers the trainer, the scorer and the fine-tuner.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="pretraining">Configures pre-training; null for the defaults.</param>
    /// <param name="scoring">Configures scoring; null for the defaults.</param>
    /// <param name="fineTuning">Configures fine-tuning; null for the defaults.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <remarks>Options are validated when they are first resolved. For tasks other than classification, register an
    /// <see cref="ITrainingObjective"/> before this call.</remarks>
    public static ILanaBuilder AddDistillation(
        this ILanaBuilder builder,
        Action<PretrainingOptions>? pretraining = null,
        Action<ScoringOptions>? scoring = null,
        Action<FineTuningOptions>? fineTuning = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddLanaOptions<PretrainingOptions, PretrainingOptionsValidator>(pretraining);
        services.AddLanaOptions<ScoringOptions, ScoringOptionsValidator>(scoring);
        services.AddLanaOptions<FineTuningOptions, FineTuningOptionsValidator>(fineTuning);
        services.TryAddSingleton<ITrainingObjective>(_ => new ClassificationObjective());
        services.TryAddSingleton<ICandidateTrainer>(provider => new CandidateTrainer(
            provider.GetRequiredService<IOptions<PretrainingOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<CandidateTrainer>>()));
        services.TryAddSingleton<ICandidateScorer>(provider => new CandidateScorer(
            provider.GetRequiredService<IOptions<ScoringOptions>>().Value,
            provider.GetRequiredService<ITrainingObjective>(),
            provider.GetService<TimeProvider>()));
        services.TryAddSingleton<IFineTuner>(provider => new FineTuner(
            provider.GetRequiredService<IOptions<FineTuningOptions>>().Value,
            provider.GetRequiredService<ITrainingObjective>(),
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<FineTuner>>()));
        return builder;
    }
}
