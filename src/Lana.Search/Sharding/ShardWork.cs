namespace Lana.Sharding;

/// <summary>What a worker did.</summary>
/// <param name="Finished">The units that it finished, in this order.</param>
/// <param name="Failed">The units that it could not do, with the reason.</param>
/// <param name="Left">The units that were not done when it ended.</param>
public sealed record ShardWork(
    IReadOnlyList<string> Finished, IReadOnlyDictionary<string, string> Failed, IReadOnlyList<string> Left);
