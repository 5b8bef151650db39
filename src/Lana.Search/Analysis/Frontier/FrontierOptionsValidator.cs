namespace Lana.Analysis.Frontier;

/// <summary>Checks the ranges that the attributes of <see cref="FrontierOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class FrontierOptionsValidator : IValidateOptions<FrontierOptions>;
