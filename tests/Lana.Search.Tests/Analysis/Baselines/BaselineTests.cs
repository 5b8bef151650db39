using Lana.Problem;
using Lana.Solvers;

namespace Lana.Analysis.Baselines;

public sealed class BaselineTests
{
    private static readonly SelectionOptions First = new() { Solutions = 1, Seed = 3 };

    public static TheoryData<IOperationSelector> All { get; } =
        [new UniformSelector(), new GreedySelector(), new RandomSelector(200), new EvolutionarySelector(30, 500)];

    [Theory]
    [MemberData(nameof(All))]
    public void Select_LooseBudget_IsWithinTheRulesAndNoBetterThanTheOptimum(IOperationSelector selector)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var problem = Instances.Correlated(seed, budget: 0.6, layers: 6, operations: 8);
            var best = new IlpOperationSelector().Select(problem, First, cancellationToken: TestContext.Current.CancellationToken);

            var result = selector.Select(problem, First, cancellationToken: TestContext.Current.CancellationToken);

            foreach (var solution in result.Solutions)
            {
                Assert.True(solution.Objective >= best.Best.Objective - 1e-9);
                Assert.True(solution.Costs["latency"] <= problem.Costs[0].Maximum * (1.0 + 1e-9));
                Assert.True(double.IsPositiveInfinity(solution.Gap));
            }

            Assert.Equal(selector is UniformSelector ? result.Solutions.Count : 1, result.Solutions.Count);
        }
    }

    [Fact]
    public void Select_NoTime_EndsBeforeAllIsDrawn()
    {
        // More draws than a day has room for.
        var problem = Instances.Independent(seed: 8, budget: 0.3, layers: 46, operations: 100);
        var options = new SelectionOptions { Solutions = 1, TimeLimit = TimeSpan.FromTicks(1) };

        var result = new RandomSelector(int.MaxValue).Select(
            problem, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(SelectionStatus.TimedOut, result.Status);
    }

    [Fact]
    public void Select_WithoutOptions_TakesTheSelectorsOwn()
    {
        var problem = Instances.Independent(seed: 8, budget: 0.6, layers: 8, operations: 10);
        var own = new SelectionOptions { Solutions = 2 };
        IOperationSelector[] selectors = [new IlpOperationSelector(own), new RandomSelector(200, own), new EvolutionarySelector(30, 500, own)];

        Assert.All(selectors, selector =>
        {
            Assert.Equal(2, selector.Select(problem, cancellationToken: TestContext.Current.CancellationToken).Solutions.Count);
            Assert.Single(selector.Select(problem, First, cancellationToken: TestContext.Current.CancellationToken).Solutions);
        });
        Assert.NotEqual(new RandomSelector(200).Fingerprint, selectors[1].Fingerprint);
        Assert.Throws<ArgumentException>(() => new GreedySelector(new SelectionOptions { Solutions = 0 }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Select_Twice_GivesTheSame(IOperationSelector selector)
    {
        var problem = Instances.Independent(seed: 8, budget: 0.3, layers: 8, operations: 10);
        var options = new SelectionOptions { Solutions = 5, Seed = 11 };

        var results = new[] { 0, 1 }.Select(_ => selector.Select(
            problem, options, cancellationToken: TestContext.Current.CancellationToken)).ToArray();

        Assert.Equal(
            results[0].Solutions.Select(solution => string.Join(",", solution.Selection)),
            results[1].Solutions.Select(solution => string.Join(",", solution.Selection)));
    }

    [Fact]
    public void Select_EvolutionAgainstRandom_IsNoWorseForTheSameEffort()
    {
        var problem = Instances.Independent(seed: 5, budget: 0.3, layers: 20, operations: 30);

        var random =
            new RandomSelector(2000).Select(problem, First, cancellationToken: TestContext.Current.CancellationToken);
        var evolved = new EvolutionarySelector(50, 2000).Select(
            problem, First, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(evolved.Best.Objective < random.Best.Objective);
    }
}
