using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>Channels that are pruned to one width: groups that keep the same number.</summary>
/// <param name="Groups">The units of each group.</param>
internal sealed record ChannelSpace(IReadOnlyList<int[]> Groups)
{
    public int Width => Groups.Sum(group => group.Length);

    /// <summary>The number of units that each group keeps: the share rounded to a multiple of 8 channels, at least one,
    /// and never more than there are. A share of 1 keeps all of them.</summary>
    public int KeptPerGroup(double share) => share >= 1.0
        ? Groups.Max(group => group.Length)
        : Math.Min(Groups.Min(group => group.Length), Math.Max(1, InnerWidth.Of(Width, share) / Groups.Count));
}
