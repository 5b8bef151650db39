namespace Lana.Scoring;

/// <summary>Validates <see cref="ScoringOptions"/> by their attributes.</summary>
[OptionsValidator]
internal sealed partial class ScoringOptionsValidator : IValidateOptions<ScoringOptions>;
