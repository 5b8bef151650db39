using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;

namespace Lana.Analysis.Refining;

public sealed class SelectionRefinerTests
{
    private static readonly RefinementOptions Everything = new() { MaxEvaluations = 10_000 };

    private static Selection Best(SelectionProblem problem) => new IlpOperationSelector().Select(
        problem, new SelectionOptions { Solutions = 1 }, cancellationToken: TestContext.Current.CancellationToken).Best.Selection;

    private static ValueTask<double> Additive(SelectionSolution selection, CancellationToken cancellationToken) =>
        new(selection.Objective);

    // Two layers that harm each other: together both first choices cost 3 more than the sum of scores says.
    private static ValueTask<double> Interacting(SelectionSolution selection, CancellationToken cancellationToken) =>
        new(selection.Objective + (selection.Selection["x"] == "a" && selection.Selection["y"] == "a" ? 3.0 : 0.0));

    private static SelectionProblem TwoLayers() => SelectionProblem.Create()
        .Layer("x", ["a", "b", "c"], [0.0, 1.0, 0.5])
        .Layer("y", ["a", "b"], [0.0, 2.0])
        .Cost("latency", "ms", [[1.0, 1.0, 9.0], [1.0, 1.0]])
        .Limit("latency", maximum: 4.0)
        .Build();

    [Fact]
    public async Task RefineAsync_Interactions_FindsTheTrueOptimumWithinTheLimits()
    {
        var problem = TwoLayers();

        var result = await new SelectionRefiner(Everything).RefineAsync(
            problem, Best(problem), Interacting, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("b", "a"), (result.Selection.Selection["x"], result.Selection.Selection["y"]));
        Assert.Equal((3.0, 1.0), (result.StartMeasured, result.Measured));
        var swap = Assert.Single(result.Swaps);
        Assert.Equal(("a", "b", 1.0), (swap.From, swap.To, swap.PredictedChange));
        Assert.True(result.IsLocalOptimum);
    }

    [Fact]
    public async Task RefineAsync_AdditiveTruth_KeepsTheOptimum()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var problem = Instances.Independent(seed, budget: 0.3, layers: 5, operations: 4);
            var start = Best(problem);

            var result = await new SelectionRefiner(Everything).RefineAsync(
                problem, start, Additive, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Empty(result.Swaps);
            Assert.Equal(start, result.Selection.Selection);
            Assert.True(result.IsLocalOptimum);
        }
    }

    [Fact]
    public async Task RefineAsync_AnyTruth_EndsWhereNoSingleSwapIsBetterAndMeasuresNothingTwice()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var problem = Instances.Independent(seed, budget: 0.5, layers: 4, operations: 4);
            var seen = new HashSet<string>();
            double Truth(SelectionSolution selection) => new Random(
                selection.Selection.Aggregate(seed, (hash, choice) => (hash * 31) + choice.Operation[^1])).NextDouble();

            var result = await new SelectionRefiner(Everything).RefineAsync(
                problem,
                Best(problem),
                (selection, _) =>
                {
                    Assert.True(seen.Add(string.Join(',', selection.Selection)));
                    return new(Truth(selection));
                },
                cancellationToken: TestContext.Current.CancellationToken);

            Assert.True(result.Measured <= result.StartMeasured);
            Assert.Equal(Truth(result.Selection), result.Measured);
            Assert.Equal(seen.Count, result.Evaluations);
            Assert.All(Neighbours(problem, result.Selection), other => Assert.True(Truth(other) >= result.Measured));
        }
    }

    private static IEnumerable<SelectionSolution> Neighbours(SelectionProblem problem, SelectionSolution selection)
    {
        foreach (var layer in problem.Layers)
        {
            foreach (var operation in layer.Operations.Where(operation => operation != selection.Selection[layer.Name]))
            {
                // The only selection of a problem in which every layer offers one operation.
                var builder = SelectionProblem.Create();
                foreach (var other in problem.Layers)
                {
                    builder.Layer(other.Name, other.Operations, other.Scores);
                    builder.Fix(other.Name, other == layer ? operation : selection.Selection[other.Name]);
                }

                var cost = problem.Costs[0];
                var result = new IlpOperationSelector().Select(
                    builder.Cost(cost.Name, cost.Unit, cost.Values).Limit(cost.Name, maximum: cost.Maximum).Build(),
                    new SelectionOptions { Solutions = 1 });
                if (result.Solutions.Count > 0)
                {
                    yield return result.Best;
                }
            }
        }
    }

    [Fact]
    public async Task RefineAsync_AFewEvaluations_StopsThereAndSaysSo()
    {
        var problem = Instances.Independent(seed: 1, budget: 0.5, layers: 6, operations: 6);

        var result = await new SelectionRefiner(new RefinementOptions { MaxEvaluations = 3 }).RefineAsync(
            problem, Best(problem), Additive, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, result.Evaluations);
        Assert.False(result.IsLocalOptimum);
    }

    [Fact]
    public async Task RefineAsync_NotANumber_IsWorseThanAnything()
    {
        var problem = TwoLayers();

        var result = await new SelectionRefiner(Everything).RefineAsync(
            problem,
            Best(problem),
            (selection, _) => new(selection.Selection["x"] == "a" ? double.NaN : selection.Objective),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(double.PositiveInfinity, result.StartMeasured);
        Assert.Equal("b", result.Selection.Selection["x"]);
    }

    [Fact]
    public async Task RefineAsync_Alike_SwapsTheWholeGroup()
    {
        var problem = SelectionProblem.Create()
            .Layer("x", ["a", "b"], [0.0, 1.0]).Layer("y", ["a", "b"], [0.0, 1.0]).Alike("x", "y").Build();

        var result = await new SelectionRefiner(Everything).RefineAsync(
            problem,
            Best(problem),
            (selection, _) => new(selection.Selection["y"] == "b" ? 0.0 : 1.0),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["x", "y"], Assert.Single(result.Swaps).Layers);
        Assert.Equal(("b", "b"), (result.Selection.Selection["x"], result.Selection.Selection["y"]));
    }

    [Fact]
    public async Task RefineAsync_StartBreaksALimit_Throws()
    {
        var problem = TwoLayers();
        var start = Best(problem);

        await Assert.ThrowsAsync<ArgumentException>(() => new SelectionRefiner().RefineAsync(
            problem.WithLimit("latency", maximum: 1.5),
            start,
            Additive,
            cancellationToken: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, -1.0)]
    [InlineData(1, double.NaN)]
    public void New_OptionsOutOfRange_Throws(int evaluations, double improvement) =>
        Assert.Throws<ArgumentException>(() => new SelectionRefiner(
            new RefinementOptions { MaxEvaluations = evaluations, MinImprovement = improvement }));
}
