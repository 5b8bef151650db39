namespace Lana.Pruning;

/// <summary>The channels that a pruned layer keeps.</summary>
internal sealed class KeptChannels
{
    private readonly ChannelUnits _units;
    private readonly HashSet<int> _removed;

    private KeptChannels(ChannelUnits units, IEnumerable<int> removed) => (_units, _removed) = (units, [.. removed]);

    /// <summary>Keeps the given share of each space, its first channels: this is sufficient to know every shape.</summary>
    public static KeptChannels First(ChannelUnits units, double share) => new(
        units,
        units.Spaces().SelectMany(space => space.Groups.SelectMany(group => group.Skip(space.KeptPerGroup(share)))));

    /// <summary>Keeps all but the given units.</summary>
    public static KeptChannels Without(ChannelUnits units, IEnumerable<int> removed) => new(units, removed);

    public bool Has(int unit) => !_removed.Contains(_units.Find(unit));

    public int Count(int[] units) => units.Count(Has);

    /// <summary>Returns the positions of kept units in a list of units.</summary>
    public long[] Positions(ReadOnlySpan<int> units)
    {
        var positions = new List<long>(units.Length);
        for (var position = 0; position < units.Length; position++)
        {
            if (Has(units[position]))
            {
                positions.Add(position);
            }
        }

        return [.. positions];
    }
}
