namespace Lana.Trials;

/// <summary>Checks the ranges that the attributes of <see cref="TrialSearchOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class TrialSearchOptionsValidator : IValidateOptions<TrialSearchOptions>;
