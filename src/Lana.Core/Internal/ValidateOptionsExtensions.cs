using Microsoft.Extensions.Options;

namespace Lana.Internal;

/// <summary>Validates options that do not come from a container.</summary>
internal static class ValidateOptionsExtensions
{
    public static TOptions Require<TOptions>(this IValidateOptions<TOptions> validator, TOptions options)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(validator);
        ArgumentNullException.ThrowIfNull(options);
        var result = validator.Validate(Options.DefaultName, options);
        return result.Failed ? throw new ArgumentException(result.FailureMessage, nameof(options)) : options;
    }
}
