using Microsoft.Extensions.Options;

namespace Lana.FineTuning;

/// <summary>Checks the ranges that the attributes of <see cref="FineTuningOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class FineTuningOptionsValidator : IValidateOptions<FineTuningOptions>;
