namespace Lana.Measurement;

/// <summary>Checks the ranges that the attributes state, and the relations between options.</summary>
internal sealed class OnnxRuntimeLatencyOptionsValidator : IValidateOptions<OnnxRuntimeLatencyOptions>
{
    public ValidateOptionsResult Validate(string? name, OnnxRuntimeLatencyOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(new OnnxRuntimeLatencyOptionsAttributeValidator().Validate(name, options));
        if (options.MaxRounds < options.MinRounds)
        {
            result.AddError($"MaxRounds {options.MaxRounds} is below MinRounds {options.MinRounds}.");
        }

        if (!Enum.IsDefined(options.OptimizationLevel))
        {
            result.AddError($"OptimizationLevel {options.OptimizationLevel} is unknown to ONNX Runtime.");
        }

        if (options.SessionOptionsFactory is not null && options.Provider == OnnxRuntimeLatencyOptions.Processor)
        {
            result.AddError(
                $"SessionOptionsFactory makes sessions whose times are not those of the plain processor: name in Provider " +
                $"what they run on or how, for example 'cuda' or '{OnnxRuntimeLatencyOptions.Processor}-no-arena'.");
        }

        return result.Build();
    }
}

/// <summary>Checks the ranges that the attributes of <see cref="OnnxRuntimeLatencyOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class OnnxRuntimeLatencyOptionsAttributeValidator : IValidateOptions<OnnxRuntimeLatencyOptions>;
