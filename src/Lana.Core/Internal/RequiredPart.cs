using Microsoft.Extensions.DependencyInjection;

namespace Lana.Internal;

/// <summary>Resolves services that a builder method registers.</summary>
internal static class RequiredPart
{
    /// <summary>Resolves the service.</summary>
    /// <param name="provider">The container.</param>
    /// <param name="verb">The builder method that registers it.</param>
    /// <exception cref="InvalidOperationException">There is none; the message names the method.</exception>
    public static T Of<T>(IServiceProvider provider, string verb)
        where T : class => provider.GetService<T>() ?? throw new InvalidOperationException(
            $"There is no {typeof(T).Name}: call {verb} on the builder that AddLana() returns, or register one of your own.");
}
