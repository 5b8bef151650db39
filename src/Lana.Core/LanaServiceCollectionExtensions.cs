using Lana;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Lana to a service collection.</summary>
public static class LanaServiceCollectionExtensions
{
    /// <summary>Starts the registration of Lana; chain the methods of each assembly on the result.</summary>
    /// <param name="services">The services to add to.</param>
    /// <returns>A builder to which each assembly of Lana adds its own methods.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static ILanaBuilder AddLana(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new LanaBuilder(services);
    }

    private sealed record LanaBuilder(IServiceCollection Services) : ILanaBuilder;
}
