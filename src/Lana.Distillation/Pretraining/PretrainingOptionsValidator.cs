using Microsoft.Extensions.Options;

namespace Lana.Pretraining;

/// <summary>Checks the ranges that the attributes of <see cref="PretrainingOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class PretrainingOptionsValidator : IValidateOptions<PretrainingOptions>;
