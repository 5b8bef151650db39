using Microsoft.Extensions.DependencyInjection;

namespace Lana.Internal;

/// <summary>A builder method that was called, and the service that it registers.</summary>
/// <remarks>Existing registrations take precedence, so that a user's own parts can replace Lana's. If two methods
/// register the same service, the second call has no effect.</remarks>
internal sealed record CalledVerb(Type Service, string Name)
{
    /// <summary>Records a call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="service">The service that the method registers.</param>
    /// <param name="name">The name of the method.</param>
    /// <param name="addsUp">True if several calls of the same method are all applied.</param>
    /// <exception cref="InvalidOperationException">The call would have no effect because of an earlier one.</exception>
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
