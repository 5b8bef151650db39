namespace Lana.Pipeline;

/// <summary>Checks the ranges that the attributes of <see cref="AcceleratorOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class AcceleratorOptionsValidator : IValidateOptions<AcceleratorOptions>;
