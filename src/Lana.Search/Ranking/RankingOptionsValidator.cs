namespace Lana.Ranking;

/// <summary>Checks the ranges that the attributes of <see cref="RankingOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class RankingOptionsValidator : IValidateOptions<RankingOptions>;
