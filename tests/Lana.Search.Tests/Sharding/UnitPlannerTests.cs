using Lana.Candidates;
using Lana.Pipeline;

namespace Lana.Sharding;

public sealed class UnitPlannerTests
{
    private static readonly IReadOnlyList<Candidate> All = SearchSpace.Full.CandidatesFor(Some.Definition);
    private static readonly UnitCosts Costs = new(new StageCost(4.0, 1e-4), new StageCost(1.0, 1e-6), layer => layer / 8.0, CandidateCosts.StepWork);

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(50.0, true)]
    [InlineData(1e6, true)]
    [InlineData(1.0, false)]
    public void Divide_Candidates_TrainsEachOnceAndScoresEachLayerOnce(double seconds, bool splits)
    {
        var units = new UnitPlanner(Options(seconds, 0.25), splits).Divide(All, Costs);

        Assert.Equal(
            All.Where(candidate => candidate.NeedsTraining).Select(candidate => candidate.Key.ToString()).Order(StringComparer.Ordinal),
            units.SelectMany(unit => unit.Operations.Select(operation => new Selections.CandidateKey(unit.Layer, operation).ToString()))
                .Order(StringComparer.Ordinal));
        Assert.Equal(Some.Definition.Layers.Select(layer => layer.Name), units.Where(unit => unit.Scores).Select(unit => unit.Layer));
        Assert.Equal(units.Count, units.Select(unit => unit.Name).Distinct().Count());
        Assert.True(splits || units.Count == Some.Definition.Layers.Length);
        Assert.All(units.Where(unit => unit.Scores && unit.Operations.Count == 0), unit => Assert.Equal(
            units.Where(other => other.Layer == unit.Layer && !other.Scores).Select(other => other.Name), unit.Needs));
    }

    // The number of units is rounded up, which at most halves what is in one, and their loads differ by one candidate.
    [Theory]
    [InlineData(0.125)]
    [InlineData(0.5)]
    public void Divide_IntoShortUnits_KeepsTheShareOfTheTeacherWhereCandidatesAreSmall(double share)
    {
        var units = new UnitPlanner(Options(1e-3, share), splits: true).Divide(All, Costs);

        foreach (var unit in units.Where(unit => !unit.Scores))
        {
            var shared = Costs.Training(Some.Definition.Layers.Single(layer => layer.Name == unit.Layer).Index).SharedSeconds;
            var largest = 1e-4 * All.Where(candidate => candidate.Layer.Name == unit.Layer).Max(CandidateCosts.StepWork);
            Assert.True(unit.Seconds >= shared + (shared * (1.0 - share) / share / 2.0) - largest, $"{unit}");
        }
    }

    [Fact]
    public void Divide_ForFewerWorkers_MakesFewerUnits()
    {
        int Count(int workers) => new UnitPlanner(
            new ShardingOptions { UnitTime = TimeSpan.FromMilliseconds(1), Workers = workers, MaxTeacherShare = 0.9 }, splits: true).Divide(All, Costs).Count;

        Assert.True(Count(1) < Count(8) && Count(8) < Count(64));
    }

    private static ShardingOptions Options(double seconds, double share) =>
        new() { UnitTime = TimeSpan.FromSeconds(seconds), MaxTeacherShare = share, Workers = 100_000 };
}
