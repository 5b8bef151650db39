using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lana.Internal;

/// <summary>Registers options with their validator, the same way in every assembly of Lana.</summary>
public static class OptionsServiceCollectionExtensions
{
    /// <summary>Adds options that are validated when they are first resolved; twice is harmless.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <typeparam name="TValidator">Their validator.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes the defaults; null to keep them.</param>
    /// <returns>The same services, so that calls can be chained.</returns>
    public static IServiceCollection AddLanaOptions<TOptions, TValidator>(
        this IServiceCollection services, Action<TOptions>? configure)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<TOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return services;
    }
}
