using Microsoft.Extensions.DependencyInjection;

namespace Lana;

/// <summary>What <c>services.AddLana()</c> returns: the place where each assembly of Lana adds its own verb.</summary>
public interface ILanaBuilder
{
    /// <summary>The services being configured.</summary>
    IServiceCollection Services { get; }
}
