using Lana;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Lana to a service collection.</summary>
public static class LanaServiceCollectionExtensions
{
    /// <summary>Starts the registration of Lana; chain the verbs of each assembly on what it returns.</summary>
    /// <param name="services">The services to add to.</param>
    /// <returns>A builder on which each assembly of Lana adds its own verb.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static ILanaBuilder AddLana(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return new LanaBuilder(services);
    }

    private sealed record LanaBuilder(IServiceCollection Services) : ILanaBuilder;
}
