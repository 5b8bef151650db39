namespace Lana.Sharding;

/// <summary>Validates <see cref="ShardingOptions"/> by their attributes.</summary>
[OptionsValidator]
internal sealed partial class ShardingOptionsValidator : IValidateOptions<ShardingOptions>;
