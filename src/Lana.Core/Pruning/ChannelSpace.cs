namespace Lana.Pruning;

/// <summary>Channels that are pruned to one width: groups that keep equally many.</summary>
/// <param name="Groups">The units of each group.</param>
internal sealed record ChannelSpace(IReadOnlyList<int[]> Groups)
{
    private const int WidthStep = 8;

    public int Width => Groups.Sum(group => group.Length);

    /// <summary>The units that each group keeps: the share rounded to a multiple of 8 channels, at least one, and never more
    /// than there are.</summary>
    public int KeptPerGroup(double share)
    {
        var steps = Math.Round(Width * share / WidthStep, MidpointRounding.AwayFromZero);
        var wanted = Math.Max(WidthStep, (int)steps * WidthStep);
        return Math.Min(Groups.Min(group => group.Length), Math.Max(1, wanted / Groups.Count));
    }
}
