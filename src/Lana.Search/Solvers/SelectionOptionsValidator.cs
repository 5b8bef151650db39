namespace Lana.Solvers;

[OptionsValidator]
internal sealed partial class SelectionOptionsAttributeValidator : IValidateOptions<SelectionOptions>;

/// <summary>Checks every field, including rules that attributes cannot express; reports all errors at once.</summary>
internal sealed class SelectionOptionsValidator : IValidateOptions<SelectionOptions>
{
    private static readonly SelectionOptionsAttributeValidator Attributes = new();

    public ValidateOptionsResult Validate(string? name, SelectionOptions options)
    {
        var builder = new ValidateOptionsResultBuilder();
        builder.AddResult(Attributes.Validate(name, options));
        if (options.TimeLimit <= TimeSpan.Zero && options.TimeLimit != Timeout.InfiniteTimeSpan)
        {
            builder.AddError(
                $"The time limit is above zero, or Timeout.InfiniteTimeSpan for none; got {options.TimeLimit}.",
                nameof(options.TimeLimit));
        }

        return builder.Build();
    }
}
