using Lana.Problem;
using Lana.Solvers.Modelling;

namespace Lana.Solvers.Diverse;

public sealed class OverlapTreeTests
{
    private static StopSignal NoStop =>
        new(TimeProvider.System, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

    private static int[] Indices(SelectionProblem problem, SelectionSolution solution) =>
        [.. problem.Layers.Select(layer => layer.Operations.ToList().IndexOf(solution.Selection[layer.Name]))];

    [Fact]
    public void Search_OneTreeForAllSolutions_FindsEachOptimumAndNeverBoundsAboveIt()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var problem = seed % 2 == 0
                ? Instances.Independent(seed, budget: 0.4, layers: 5, operations: 6)
                : Instances.Correlated(seed, budget: 0.4, layers: 5, operations: 6);
            var model = ModelCompiler.Compile(problem);
            var root = new SolveRequest(model, [], OverlapLimit: 3);
            var tree = OverlapTree.TryPlant(root, OverlapRelaxation.Of(root), reach: 100.0)!;
            var earlier = new List<SelectionSolution>();
            for (var k = 0; k < 5; k++)
            {
                var optimum = new BruteForce(problem).Optimum(earlier, overlapLimit: 3);
                var request = root with { Earlier = [.. earlier.Select(solution => Indices(problem, solution))] };

                int[]? choice = null;
                for (var turn = 0; turn < 2000 && choice is null && !tree.IsExhausted; turn++)
                {
                    Assert.True(
                        tree.Bound <= (optimum ?? double.PositiveInfinity) + 1e-9, $"seed {seed}, solution {k}");
                    choice = tree.Search(request, double.PositiveInfinity, nodes: 7, threads: 2, NoStop);
                }

                Assert.Equal(optimum is null, choice is null);
                if (choice is null)
                {
                    break;
                }

                Assert.Equal(optimum!.Value, model.Objective(choice), 1e-9);
                Assert.True(model.IsFeasible(choice, request.Earlier, 3));
                earlier.Add(new SolutionVerifier(problem, model).Verify(choice, double.NegativeInfinity));
            }
        }
    }

    [Fact]
    public void Search_LowCeiling_BoundsNoHigherThanTheCeiling()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var problem = Instances.Independent(seed, budget: 0.4, layers: 5, operations: 6);
            var first = new IlpOperationSelector().Select(
                problem,
                new SelectionOptions { Solutions = 1 },
                cancellationToken: TestContext.Current.CancellationToken).Best;
            var request = new SolveRequest(ModelCompiler.Compile(problem), [Indices(problem, first)], OverlapLimit: 2);
            var relaxation = OverlapRelaxation.Of(request);
            var tree = OverlapTree.TryPlant(request, relaxation, reach: 0.02)!;

            tree.Search(request, double.PositiveInfinity, nodes: 10_000, threads: 2, NoStop);

            Assert.True(tree.Bound <= new BruteForce(problem).Optimum([first], 2) + 1e-9, $"seed {seed}");
            Assert.True(tree.Bound <= relaxation.Bound + 0.02 + 1e-12);
        }
    }

    [Fact]
    public void TryPlant_TooManyEqualOptions_IsNull()
    {
        var problem = SelectionProblem.Create()
            .Layer("x", Enumerable.Range(0, 70).Select(j => $"op{j}"), new double[70]).Build();
        var request = new SolveRequest(ModelCompiler.Compile(problem), [], OverlapLimit: 0);

        Assert.Null(OverlapTree.TryPlant(request, OverlapRelaxation.Of(request), reach: 1.0));
    }
}
