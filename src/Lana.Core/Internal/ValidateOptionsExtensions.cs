using Microsoft.Extensions.Options;

namespace Lana.Internal;

/// <summary>Checks options that do not come from a container.</summary>
public static class ValidateOptionsExtensions
{
    /// <summary>Gives options back that are within their ranges.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="validator">Knows the ranges.</param>
    /// <param name="options">The options.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="ArgumentException">Some are out of their range; the message names all of them.</exception>
    public static TOptions Require<TOptions>(this IValidateOptions<TOptions> validator, TOptions options)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(validator);
        ArgumentNullException.ThrowIfNull(options);
        var result = validator.Validate(Options.DefaultName, options);
        return result.Failed ? throw new ArgumentException(result.FailureMessage, nameof(options)) : options;
    }
}
