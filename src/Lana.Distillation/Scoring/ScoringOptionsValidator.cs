using Microsoft.Extensions.Options;

namespace Lana.Scoring;

/// <summary>Checks the ranges that the attributes of <see cref="ScoringOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class ScoringOptionsValidator : IValidateOptions<ScoringOptions>;
