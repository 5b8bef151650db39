using Lana.Internal;

namespace Lana.Sharding;

public sealed class ShardAssignmentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Of_RandomUnits_HasEachOnceAndKeepsTheBound(int count)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var units = Units(seed, 300);

            var shards = ShardAssignment.Of(units, count);

            Assert.Equal(count, shards.Count);
            Assert.Equal(units.Select(unit => unit.Name).Order(), shards.SelectMany(shard => shard).Select(unit => unit.Name).Order());
            var longest = units.Max(unit => unit.Seconds);
            var bound = (units.Sum(unit => unit.Seconds) / count) + ((1.0 - (1.0 / count)) * longest);
            Assert.InRange(Makespan(shards), 0.0, bound * (1.0 + 1e-12));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_FewUnits_IsAtMostFourThirdsOfTheBest(int count)
    {
        for (var seed = 100UL; seed < 160; seed++)
        {
            var units = Units(seed, 7);

            var makespan = Makespan(ShardAssignment.Of(units, count));

            var best = Best([.. units.Select(unit => unit.Seconds)], new double[count], 0);
            Assert.InRange(makespan / best, 1.0 - 1e-12, (4.0 / 3.0) - (1.0 / (3.0 * count)) + 1e-12);
        }
    }

    [Fact]
    public void Of_UnitsInAnotherOrder_IsTheSame()
    {
        var units = Units(7, 50);

        var (first, second) = (ShardAssignment.Of(units, 5), ShardAssignment.Of([.. units.AsEnumerable().Reverse()], 5));

        Assert.Equal(first.SelectMany(shard => shard), second.SelectMany(shard => shard));
    }

    [Fact]
    public void InOrder_OfATrainingThatAScoringWaitsFor_CountsBoth() => Assert.Equal(
        ["first", "scores", "long"],
        ShardAssignment.InOrder(
        [
            new WorkUnit("long", "b", [], true, [], 5.0),
            new WorkUnit("scores", "a", [], true, ["first"], 6.0),
            new WorkUnit("first", "a", ["op"], false, [], 1.0),
        ]).Select(unit => unit.Name));

    private static double Makespan(IEnumerable<IReadOnlyList<WorkUnit>> shards) =>
        shards.Max(shard => shard.Sum(unit => unit.Seconds));

    private static double Best(double[] seconds, double[] loads, int place)
    {
        if (place == seconds.Length)
        {
            return loads.Max();
        }

        var best = double.MaxValue;
        for (var shard = 0; shard < loads.Length; shard++)
        {
            loads[shard] += seconds[place];
            best = Math.Min(best, Best(seconds, loads, place + 1));
            loads[shard] -= seconds[place];
        }

        return best;
    }

    private static List<WorkUnit> Units(ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(0, count).Select(place => new WorkUnit($"{place:D3}", "layer", [], true, [], 1.0 + random.NextInt(100)))];
    }
}
