using Lana.Problem;
using Lana.Solvers.Modelling;

namespace Lana.Solvers.Diverse;

public sealed class DiverseSolverTests
{
    [Fact]
    public void Solve_SmallProblemsWithEarlierSolutions_BoundsTheTrueOptimumFromBelow()
    {
        var stop = new StopSignal(TimeProvider.System, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        for (var seed = 0; seed < 60; seed++)
        {
            var problem = Instances.Independent(seed, budget: 0.4, layers: 5, operations: 6);
            var options = new SelectionOptions { Solutions = 4, Overlap = 0.6, Gap = 0.0 };
            var exact = new IlpOperationSelector().Select(problem, options, cancellationToken: TestContext.Current.CancellationToken);
            var model = ModelCompiler.Compile(problem);
            int[][] earlier = [.. exact.Solutions.Take(3).Select(solution => problem.Layers
                .Select(layer => layer.Operations.ToList().IndexOf(solution.Selection[layer.Name])).ToArray())];
            var request = new SolveRequest(model, earlier, OverlapLimit: 3, Gap: 0.01);
            var reduced = Dominance.Reduce(request);

            var outcome = reduced.Restore(new DiverseSolver(seed: 1).Solve(request, reduced.Request, stop));

            var optimum = new BruteForce(problem).Optimum(exact.Solutions.Take(3).ToList(), 3);
            Assert.Equal(optimum is null, outcome.Choice is null);
            if (outcome.Choice is { } choice)
            {
                Assert.True(model.IsFeasible(choice, earlier, 3), $"seed {seed}");
                Assert.True(model.Objective(choice) >= optimum - 1e-9, $"seed {seed}");
                Assert.True(outcome.Bound <= optimum + 1e-9, $"seed {seed}: bound {outcome.Bound} above {optimum}");
            }
        }
    }

    [Fact]
    public void Select_ManyLayers_EverySolutionKeepsTheOverlapAndItsGap()
    {
        var problem = Instances.Correlated(seed: 2, budget: 0.3, layers: 20, operations: 30);

        var result = new IlpOperationSelector().Select(
            problem, new SelectionOptions { Solutions = 20 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(20, result.Solutions.Count);
        Assert.All(result.Solutions, solution => Assert.True(solution.Bound >= result.Best.Objective * (1.0 - 1e-9)));
        for (var k = 1; k < 20; k++)
        {
            Assert.All(result.Solutions.Take(k), other => Assert.True(other.Selection.OverlapWith(result.Solutions[k].Selection) <= 14));
        }
    }

    [Fact]
    public void Select_OneThreadOrMany_GivesTheSameSolutions()
    {
        var problem = Instances.Independent(seed: 5, budget: 0.3, layers: 16, operations: 25);
        SelectionResult Solve(int threads) => new IlpOperationSelector().Select(
            problem,
            new SelectionOptions { Solutions = 25, Gap = 0.001, Threads = threads },
            cancellationToken: TestContext.Current.CancellationToken);

        var (alone, together) = (Solve(1), Solve(4));

        Assert.Equal(25, alone.Solutions.Count);
        Assert.Equal(alone.Solutions.Select(s => s.Selection), together.Solutions.Select(s => s.Selection));
        Assert.Equal(alone.Solutions.Select(s => s.Bound), together.Solutions.Select(s => s.Bound));
    }

    [Fact]
    public void Select_GapOfZero_ProvesEverySolution()
    {
        var problem = Instances.Independent(seed: 6, budget: 0.4, layers: 14, operations: 20);

        var result = new IlpOperationSelector().Select(
            problem,
            new SelectionOptions { Solutions = 6, Gap = 0.0 },
            cancellationToken: TestContext.Current.CancellationToken);
        var other = new IlpOperationSelector { UsesCpSatOnly = true }.Select(
            problem,
            new SelectionOptions { Solutions = 6, Gap = 0.0 },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(SelectionStatus.Optimal, result.Status);
        Assert.All(
            result.Solutions.Zip(other.Solutions),
            pair => Assert.Equal(pair.Second.Objective, pair.First.Objective, 1e-9));
    }
}
