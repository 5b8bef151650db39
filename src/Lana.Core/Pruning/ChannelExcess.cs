namespace Lana.Pruning;

/// <summary>The channels of a space that still have to be removed.</summary>
internal sealed class ChannelExcess
{
    // Costs change with each removal; they are computed again after the removal of this share of the width.
    private const int Rounds = 32;

    private readonly List<(List<int> Units, int Kept)> _groups;
    private readonly int _perRound;

    public ChannelExcess(ChannelSpace space, double share)
    {
        var kept = space.KeptPerGroup(share);
        _groups = [.. space.Groups.Select(group => (group.ToList(), kept))];
        _perRound = Math.Max(1, space.Width / Rounds);
    }

    public List<int> Taken { get; } = [];

    public bool IsEmpty => _groups.All(group => group.Units.Count <= group.Kept);

    /// <summary>Takes the cheapest few; of equals the later channel.</summary>
    public IReadOnlySet<int> TakeCheapest(IReadOnlyDictionary<int, double> costs)
    {
        var chosen = new HashSet<int>();
        while (chosen.Count < _perRound && !IsEmpty)
        {
            var (group, unit) = _groups
                .Where(group => group.Units.Count > group.Kept)
                .SelectMany(group => group.Units.Select(unit => (group, unit)))
                .MinBy(pair => (costs.GetValueOrDefault(pair.unit), -pair.unit));
            group.Units.Remove(unit);
            chosen.Add(unit);
        }

        Taken.AddRange(chosen);
        return chosen;
    }
}
