using Microsoft.Extensions.DependencyInjection;

namespace Lana.Internal;

/// <summary>Resolves what a verb of the builder registers.</summary>
internal static class RequiredPart
{
    /// <summary>The service.</summary>
    /// <param name="provider">The container.</param>
    /// <param name="verb">The verb that registers it.</param>
    /// <exception cref="InvalidOperationException">There is none; the message names the verb.</exception>
    public static T Of<T>(IServiceProvider provider, string verb)
        where T : class => provider.GetService<T>() ?? throw new InvalidOperationException(
            $"There is no {typeof(T).Name}: call {verb} on the builder that AddLana() returns, or register one of your own.");
}
