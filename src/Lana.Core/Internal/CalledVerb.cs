using Microsoft.Extensions.DependencyInjection;

namespace Lana.Internal;

/// <summary>A verb of the builder that was called, and the service that it registers.</summary>
/// <remarks>Registrations that are there already win, so that a user's own parts can replace Lana's. Two verbs for one service
/// would make the second a call without effect.</remarks>
internal sealed record CalledVerb(Type Service, string Name)
{
    /// <summary>Notes a call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="service">What the verb registers.</param>
    /// <param name="name">The name of the verb.</param>
    /// <param name="addsUp">Whether several calls of the same verb add up.</param>
    /// <exception cref="InvalidOperationException">An earlier verb makes this one a call without effect.</exception>
    public static void Note(IServiceCollection services, Type service, string name, bool addsUp)
    {
        var earlier = services
            .Select(descriptor => descriptor is { IsKeyedService: false, ImplementationInstance: CalledVerb verb } ? verb : null)
            .FirstOrDefault(verb => verb?.Service == service);
        if (earlier is null)
        {
            services.AddSingleton(new CalledVerb(service, name));
        }
        else if (earlier.Name != name || !addsUp)
        {
            throw new InvalidOperationException(
                $"{name} would have no effect, since {earlier.Name} was called before: both register {service.Name}. Keep one call.");
        }
    }
}
