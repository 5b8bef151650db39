namespace Lana.FineTuning;

/// <summary>Validates <see cref="FineTuningOptions"/> by their attributes.</summary>
[OptionsValidator]
internal sealed partial class FineTuningOptionsValidator : IValidateOptions<FineTuningOptions>;
