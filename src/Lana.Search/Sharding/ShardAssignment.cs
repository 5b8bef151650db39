namespace Lana.Sharding;

/// <summary>Which units each of a number of workers begins with.</summary>
/// <remarks>The longest unit goes to the worker that has least: of units that need no others no worker gets more than
/// 4/3 − 1/(3 n) of what the best division gives the busiest (Graham, 1969). A training counts as long as the scoring that waits
/// for it, too, so that long scorings begin early.</remarks>
internal static class ShardAssignment
{
    /// <summary>The units of each worker, in order; the same on every machine.</summary>
    public static IReadOnlyList<IReadOnlyList<WorkUnit>> Of(IReadOnlyList<WorkUnit> units, int count)
    {
        var shards = Enumerable.Range(0, count).Select(_ => new List<WorkUnit>()).ToArray();
        var loads = new PriorityQueue<int, (double Seconds, int Shard)>(
            Enumerable.Range(0, count).Select(shard => (shard, (0.0, shard))));
        foreach (var unit in InOrder(units))
        {
            loads.TryDequeue(out var shard, out var load);
            shards[shard].Add(unit);
            loads.Enqueue(shard, (load.Seconds + unit.Seconds, shard));
        }

        return shards;
    }

    /// <summary>Longest first, what waits for a unit included.</summary>
    public static IReadOnlyList<WorkUnit> InOrder(IReadOnlyList<WorkUnit> units)
    {
        var waiting = units.SelectMany(unit => unit.Needs.Select(need => (need, unit.Seconds))).ToLookup(pair => pair.need, pair => pair.Seconds);
        return
        [
            .. units
                .OrderByDescending(unit => unit.Seconds + waiting[unit.Name].DefaultIfEmpty(0.0).Max())
                .ThenBy(unit => unit.Name, StringComparer.Ordinal),
        ];
    }
}
