using Microsoft.Extensions.Options;

namespace Lana.Selection.Refining;

/// <summary>Checks the ranges that the attributes of <see cref="RefinementOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class RefinementOptionsValidator : IValidateOptions<RefinementOptions>
{
    public static void ThrowIfInvalid(RefinementOptions options)
    {
        var result = new RefinementOptionsValidator().Validate(Options.DefaultName, options);
        if (result.Failed)
        {
            throw new ArgumentException(result.FailureMessage, nameof(options));
        }
    }
}
