using Microsoft.Extensions.DependencyInjection;

namespace Lana;

/// <summary>The builder that <c>services.AddLana()</c> returns, to which each assembly of Lana adds its own methods.</summary>
public interface ILanaBuilder
{
    /// <summary>The services being configured.</summary>
    IServiceCollection Services { get; }
}
