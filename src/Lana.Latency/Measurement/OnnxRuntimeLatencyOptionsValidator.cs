using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lana.Measurement;

/// <summary>Says everything that is wrong with the options at once.</summary>
internal sealed class OnnxRuntimeLatencyOptionsValidator : IValidateOptions<OnnxRuntimeLatencyOptions>
{
    public static IReadOnlyList<string> Failures(OnnxRuntimeLatencyOptions options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        var failures = results.Select(result => result.ErrorMessage ?? "An option is invalid.").ToList();
        if (options.MaxRounds < options.MinRounds)
        {
            failures.Add($"MaxRounds {options.MaxRounds} is below MinRounds {options.MinRounds}.");
        }

        if (!Enum.IsDefined(options.OptimizationLevel))
        {
            failures.Add($"OptimizationLevel {options.OptimizationLevel} is none that ONNX Runtime knows.");
        }

        if (options.SessionOptionsFactory is not null && options.Provider == OnnxRuntimeLatencyOptions.Processor)
        {
            failures.Add(
                $"SessionOptionsFactory makes sessions whose times are not those of the plain processor: say in Provider what " +
                $"they run on or how, for example 'cuda' or '{OnnxRuntimeLatencyOptions.Processor}-no-arena'.");
        }

        return failures;
    }

    public ValidateOptionsResult Validate(string? name, OnnxRuntimeLatencyOptions options)
    {
        var failures = Failures(options);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
