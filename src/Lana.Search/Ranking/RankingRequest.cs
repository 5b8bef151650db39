using Lana.Data;
using Lana.Networks;

namespace Lana.Ranking;

/// <summary>Which networks are compared, on what.</summary>
/// <param name="Networks">Assembled networks, views among them; they only run and are not changed.</param>
/// <param name="Data">Training images, labelled.</param>
public sealed record RankingRequest(IReadOnlyList<Network> Networks, IBatchSource Data)
{
    /// <summary>Decides which images are looked at.</summary>
    /// <value>Default 0.</value>
    public ulong Seed { get; init; }
}
