namespace Lana.Measurement;

/// <summary>Checks the ranges that the attributes of <see cref="TorchLatencyOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class TorchLatencyOptionsValidator : IValidateOptions<TorchLatencyOptions>;
