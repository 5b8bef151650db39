namespace Lana.Sharding;

/// <summary>Which units each of a number of workers begins with.</summary>
/// <remarks>The longest unit goes to the worker that has least: no worker gets more than 4/3 − 1/(3 n) of what the best division
/// gives the busiest (Graham, 1969).</remarks>
internal static class ShardAssignment
{
    /// <summary>The units of each worker, longest first; the same on every machine.</summary>
    public static IReadOnlyList<IReadOnlyList<WorkUnit>> Of(IEnumerable<WorkUnit> units, int count)
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

    /// <summary>Longest first.</summary>
    public static IEnumerable<WorkUnit> InOrder(IEnumerable<WorkUnit> units) =>
        units.OrderByDescending(unit => unit.Seconds).ThenBy(unit => unit.Name, StringComparer.Ordinal);
}
