namespace Lana.Pruning;

/// <summary>The channels inside a layer: those that are kept or removed together, and those that cannot be removed.</summary>
/// <remarks>A unit represents a channel; joined units count as one. The units that one convolution computes form a
/// space: each space is pruned to its own width.</remarks>
internal sealed class ChannelUnits
{
    private const int Fixed = -1;

    // For each unit: the unit to which it was joined, and its space.
    private readonly List<int> _parents = [];
    private readonly List<int> _spaces = [];
    private readonly List<(int[] Units, int Groups)> _balances = [];
    private int _spaceCount;

    /// <summary>Creates units that cannot be removed: those of a layer's input and output.</summary>
    public int[] MakeFixed(int count) => Make(count, Fixed);

    /// <summary>Creates a space of units.</summary>
    public int[] MakeSpace(int count) => Make(count, _spaceCount++);

    /// <summary>Joins units one by one: a sum or a product needs both sides.</summary>
    public void Join(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        for (var index = 0; index < left.Length; index++)
        {
            var (first, second) = (Find(left[index]), Find(right[index]));
            if (first != second)
            {
                _parents[second] = first;
                _spaces[first] = Math.Min(_spaces[first], _spaces[second]);
            }
        }
    }

    public void Fix(ReadOnlySpan<int> units)
    {
        foreach (var unit in units)
        {
            _spaces[Find(unit)] = Fixed;
        }
    }

    /// <summary>Requires that each of the groups, which have the same size, keeps the same number of units.</summary>
    public void Balance(int[] units, int groups) => _balances.Add((units, groups));

    /// <summary>Returns some of the units, of which at least one stays: if they are one of several equal parts, each
    /// part keeps the same number.</summary>
    public int[] Slice(int[] units, int first, int count)
    {
        var slice = units[first..(first + count)];
        if (units.Length % count == 0 && first % count == 0)
        {
            Balance(units, units.Length / count);
        }
        else
        {
            Fix(slice.AsSpan(0, 1));
        }

        return slice;
    }

    /// <summary>Returns the unit that represents all that were joined.</summary>
    public int Find(int unit) => _parents[unit] == unit ? unit : _parents[unit] = Find(_parents[unit]);

    /// <summary>The removable units by space and, within a space, by the groups that have to be balanced.</summary>
    public IReadOnlyList<ChannelSpace> Spaces()
    {
        var groups = GroupsOfUnits();
        return
        [
            .. Enumerable.Range(0, _parents.Count)
                .Where(unit => Find(unit) == unit && _spaces[unit] != Fixed)
                .GroupBy(unit => _spaces[unit])
                .OrderBy(space => space.Key)
                .Select(space => new ChannelSpace(
                    [.. space.GroupBy(unit => groups.GetValueOrDefault(unit, "")).Select(group => group.ToArray())])),
        ];
    }

    // The groups of each unit, as a text: units with equal texts are interchangeable.
    private Dictionary<int, string> GroupsOfUnits() => _balances
        .SelectMany((balance, index) => balance.Units.Select((unit, position) => (
            Unit: Find(unit), Group: $"{index}.{position / (balance.Units.Length / balance.Groups)}")))
        .GroupBy(pair => pair.Unit, pair => pair.Group)
        .ToDictionary(unit => unit.Key, unit => string.Join(' ', unit));

    private int[] Make(int count, int space)
    {
        var first = _parents.Count;
        _parents.AddRange(Enumerable.Range(first, count));
        _spaces.AddRange(Enumerable.Repeat(space, count));
        return [.. Enumerable.Range(first, count)];
    }
}
