using Lana.Problem;
using Lana.Solvers;

namespace Lana.Analysis.Frontier;

public sealed class SelectionFrontierTests
{
    private static readonly FrontierOptions Exact = new() { Epsilon = 0.0 };

    private static SelectionProblem SmallWithCost(int seed) => Enumerable.Range(0, 100)
        .Select(offset => Instances.Small((seed * 100) + offset, maximumLayers: 5, maximumOperations: 5))
        .First(problem => problem.Costs.Count > 0);

    private static SelectionProblem WithoutLimits(SelectionProblem problem) =>
        problem.Costs.Aggregate(problem, (p, cost) => p.WithLimit(cost.Name));

    [Fact]
    public void Of_SmallProblems_HasExactlyTheCornersOfBruteForce()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var problem = WithoutLimits(SmallWithCost(seed));

            var frontier =
                SelectionFrontier.Of(problem, problem.Costs[0].Name, Exact, TestContext.Current.CancellationToken);

            var corners = new List<FrontierPoint>();
            foreach (var (cost, objective) in new BruteForce(problem).All(0).Order())
            {
                if (corners.Count == 0 || objective < corners[^1].Objective - 1e-9)
                {
                    corners.Add(new FrontierPoint(cost, objective));
                }
            }

            Assert.Equal(corners, frontier.Points);
            Assert.Equal(0.0, frontier.MaxError);
        }
    }

    [Fact]
    public void At_EveryBudget_IsTheSelectorsOptimum()
    {
        var problem = Instances.Correlated(seed: 4, budget: 1.0, layers: 12, operations: 30);
        var frontier = SelectionFrontier.Of(problem, "latency", Exact, TestContext.Current.CancellationToken);
        var selector = new IlpOperationSelector();

        for (var share = 0.05; share < 1.0; share += 0.05)
        {
            var budget = share * problem.Costs[0].Maximum!.Value;
            var best = selector.Select(
                problem.WithLimit("latency", maximum: budget), new SelectionOptions { Solutions = 1 },
                cancellationToken: TestContext.Current.CancellationToken);

            var solution = frontier.At(budget);

            Assert.Equal(best.Solutions.Count > 0, solution is not null);
            if (solution is not null)
            {
                Assert.Equal(best.Best.Objective, solution.Objective, 9);
                Assert.True(solution.Costs["latency"] <= budget * (1.0 + 1e-9));
            }
        }
    }

    [Fact]
    public void Of_ManyLabels_ThinsOutWithinTheErrorItStates()
    {
        var problem = Instances.Correlated(seed: 6, budget: 1.0, layers: 14, operations: 60);
        var exact = SelectionFrontier.Of(problem, "latency", Exact, TestContext.Current.CancellationToken);

        var thin = SelectionFrontier.Of(
            problem, "latency", new FrontierOptions { MaxLabels = 1000, Epsilon = 0.01 }, TestContext.Current.CancellationToken);

        Assert.True(thin.Points.Count < exact.Points.Count);
        Assert.True(thin.MaxError > 0.0);
        Assert.All(exact.Points, point =>
        {
            var found = thin.At(point.Cost);
            Assert.NotNull(found);
            Assert.InRange(found.Objective, point.Objective - 1e-9, point.Objective + thin.MaxError + 1e-9);
        });
    }

    [Fact]
    public void Of_AnotherLimitedCost_SaysWhatToDo()
    {
        var problem = SelectionProblem.Create().Layer("a", ["x"], [0.0])
            .Cost("latency", "ms", [[1.0]]).Cost("memory", "MB", [[1.0]]).Limit("memory", maximum: 2.0).Build();

        var exception = Assert.Throws<ArgumentException>(
            () => SelectionFrontier.Of(problem, "latency", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("budget by budget", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SweepAsync_SeveralDevices_SelectsForEachAlone()
    {
        var problem = SelectionProblem.Create()
            .Layer("a", ["teacher", "efn"], [0.0, 0.5])
            .Cost("phone", "ms", [[9.0, 3.0]], constant: 1.0)
            .Cost("server", "ms", [[2.0, 1.0]])
            .Build();

        var results = await new IlpOperationSelector().SweepAsync(
            problem, [new("phone", 5.0), new("server", 2.0), new("phone", 1.0)],
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("efn", results[0].Best.Selection["a"]);
        Assert.Equal("teacher", results[1].Best.Selection["a"]);
        Assert.Equal(SelectionStatus.Infeasible, results[2].Status);
    }
}
