using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Lana.Internal;

/// <summary>Registers options with their validator, the same way in every assembly of Lana.</summary>
internal static class OptionsServiceCollectionExtensions
{
    /// <summary>Adds options that are validated when they are first resolved; a second call is harmless.</summary>
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
