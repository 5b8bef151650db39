namespace Lana.Pretraining;

/// <summary>Validates <see cref="PretrainingOptions"/> by their attributes.</summary>
[OptionsValidator]
internal sealed partial class PretrainingOptionsValidator : IValidateOptions<PretrainingOptions>;
