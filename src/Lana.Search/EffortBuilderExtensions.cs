using Lana;
using Lana.FineTuning;
using Lana.Pipeline;
using Lana.Pretraining;
using Lana.Ranking;
using Lana.Scoring;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets the options of every stage at once.</summary>
public static class EffortBuilderExtensions
{
    /// <summary>Sets how much time an acceleration may take. Options that are set individually take precedence,
    /// wherever they are set.</summary>
    /// <param name="builder">The builder that <c>AddLana</c> returned.</param>
    /// <param name="effort">The effort; of several calls the last one counts.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such effort.</exception>
    /// <remarks>Without this call every option has its own default.</remarks>
    public static ILanaBuilder UseEffort(this ILanaBuilder builder, Effort effort = Effort.Balanced)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!Enum.IsDefined(effort))
        {
            throw new ArgumentOutOfRangeException(nameof(effort), effort, "There is no such effort.");
        }

        var services = builder.Services;
        Preset<PretrainingOptions>(services, effort, EffortPresets.Apply);
        Preset<ScoringOptions>(services, effort, EffortPresets.Apply);
        Preset<SelectionOptions>(services, effort, EffortPresets.Apply);
        Preset<RankingOptions>(services, effort, EffortPresets.Apply);
        Preset<FineTuningOptions>(services, effort, EffortPresets.Apply);
        Preset<AcceleratorOptions>(services, effort, EffortPresets.Apply);
        return builder;
    }

    // Options are configured in the order of registration: the preset comes first.
    private static void Preset<TOptions>(IServiceCollection services, Effort effort, Action<Effort, TOptions> apply)
        where TOptions : class
    {
        foreach (var earlier in services.Where(service => service.ImplementationInstance is EffortPreset<TOptions>).ToList())
        {
            services.Remove(earlier);
        }

        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<TOptions>>(new EffortPreset<TOptions>(effort, apply)));
    }
}
