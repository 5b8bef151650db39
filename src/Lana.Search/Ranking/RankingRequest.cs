namespace Lana.Ranking;

/// <summary>A request to compare assembled networks.</summary>
/// <param name="Networks">The assembled networks; they are not changed.</param>
/// <param name="Data">Labelled training images.</param>
public sealed record RankingRequest(IReadOnlyList<Network> Networks, IBatchSource Data)
{
    /// <summary>The seed that chooses the images.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }
}
