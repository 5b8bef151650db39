namespace Lana.Analysis.Refining;

/// <summary>Checks the ranges that the attributes of <see cref="RefinementOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class RefinementOptionsValidator : IValidateOptions<RefinementOptions>;
