using Lana.Problem;

namespace Lana.Solvers;

public sealed class IlpOperationSelectorTests
{
    private readonly IlpOperationSelector _selector = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Select_ThousandsOfSmallProblems_AgreesWithBruteForce(int quarter)
    {
        for (var seed = quarter * 2500; seed < (quarter + 1) * 2500; seed++)
        {
            var problem = Instances.Small(seed, maximumLayers: seed % 50 == 0 ? 6 : 4);
            var options = new SelectionOptions { Solutions = 1 + (seed % 4), Gap = 0.0, Overlap = (seed % 5) / 4.0 };

            var result = _selector.Select(problem, options, cancellationToken: TestContext.Current.CancellationToken);

            SelectionAssert.AgreesWithBruteForce(problem, result, options, $"seed {seed}");
        }
    }

    [Fact]
    public void Select_SmallProblemsWithSideRulesAndPairs_AgreesWithBruteForce()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var problem = Instances.Small(seed, maximumLayers: 5, maximumOperations: 4, withRules: true);
            var options = new SelectionOptions { Solutions = 1 + (seed % 3), Gap = 0.0, Overlap = 0.6 };

            var result = _selector.Select(problem, options, cancellationToken: TestContext.Current.CancellationToken);

            SelectionAssert.AgreesWithBruteForce(problem, result, options, $"seed {seed}");
        }
    }

    // OR-Tools issue 3639: one huge score must not make the others look alike.
    [Theory]
    [InlineData(1e9)]
    [InlineData(1e12)]
    [InlineData(1e15)]
    public void Select_HugeScoresAmongOthers_AgreesWithBruteForce(double outlier)
    {
        var (selector, cpSat) = (_selector, new IlpOperationSelector { UsesCpSatOnly = true });
        for (var seed = 0; seed < 1500; seed++)
        {
            var problem = Instances.Small(
                seed, maximumLayers: 4, maximumOperations: 5, withRules: seed % 3 == 2, outlier: outlier);
            var options = new SelectionOptions { Solutions = 1 + (seed % 3), Gap = 0.0, Overlap = (seed % 5) / 4.0, Threads = 1 };

            var result = (seed % 20 == 0 ? cpSat : selector).Select(
                problem, options, cancellationToken: TestContext.Current.CancellationToken);

            SelectionAssert.AgreesWithBruteForce(problem, result, options, $"seed {seed}");
        }
    }

    [Fact]
    public void Select_CpSatOnly_AgreesWithBruteForce()
    {
        var selector = new IlpOperationSelector { UsesCpSatOnly = true };
        for (var seed = 0; seed < 150; seed++)
        {
            var problem = Instances.Small(seed, maximumLayers: 4, maximumOperations: 4, withRules: seed % 2 == 0);
            var options = new SelectionOptions { Solutions = 2, Gap = 0.0, Overlap = 0.5, Threads = 1 };

            var result = selector.Select(problem, options, cancellationToken: TestContext.Current.CancellationToken);

            SelectionAssert.AgreesWithBruteForce(problem, result, options, $"seed {seed}");
        }
    }

    [Fact]
    public void Select_InfeasibleProblems_ExplanationAgreesWithBruteForce()
    {
        var infeasible = 0;
        for (var seed = 0; seed < 3000; seed++)
        {
            var problem = Instances.Small(seed, maximumLayers: 4, maximumOperations: 4, withRules: seed % 3 == 0);

            var result = _selector.Select(
                problem, new SelectionOptions { Solutions = 1 }, cancellationToken: TestContext.Current.CancellationToken);

            if (result.Status == SelectionStatus.Infeasible)
            {
                infeasible++;
                SelectionAssert.ExplanationAgreesWithBruteForce(problem, result, $"seed {seed}");
            }
        }

        Assert.InRange(infeasible, 100, 2900);
    }

    [Fact]
    public void Select_BudgetBelowTheCheapestNetwork_NamesTheBudgetAndTheNearest()
    {
        var problem = SelectionProblem.Create()
            .Layer("a", ["teacher", "fast"], [0.0, 0.5])
            .Layer("b", ["teacher", "fast"], [0.0, 0.25])
            .Cost("latency", "ms", [[4.0, 1.0], [4.0, 1.5]], constant: 0.5)
            .Limit("latency", maximum: 2.0)
            .Build();

        var result = _selector.Select(problem, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(SelectionStatus.Infeasible, result.Status);
        Assert.Equal("latency", result.Infeasibility?.Constraint);
        Assert.Equal([new AttainableLimit("latency", IsMaximum: true, 2.0, 3.0)], result.Infeasibility?.Nearest);
        Assert.Contains(
            "at most 2; the nearest that can be met is 3", result.Infeasibility?.Message, StringComparison.Ordinal);
        Assert.Contains(
            "nearest", Assert.Throws<InvalidOperationException>(() => result.Best).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_BudgetMetExactly_CountsTheNoiseOfAddingAsMet()
    {
        var problem = SelectionProblem.Create()
            .Layer("a", ["x"], [0.0]).Layer("b", ["x"], [0.0]).Layer("c", ["x"], [0.0])
            .Cost("latency", "ms", [[0.1], [0.2], [0.3]])
            .Limit("latency", maximum: 0.6)
            .Build();

        var result = _selector.Select(
            problem, new SelectionOptions { Solutions = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(SelectionStatus.Optimal, result.Status);
    }

    [Fact]
    public void Select_PaperSize_RespectsOverlapBudgetAndGap()
    {
        var problem = Instances.Independent(seed: 1, budget: 0.2);
        var options = new SelectionOptions { Solutions = 3, Gap = 0.01 };

        var result = _selector.Select(problem, options, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, result.Solutions.Count);
        Assert.Equal(0.0, result.Best.Gap);
        Assert.All(result.Solutions, solution => Assert.InRange(solution.Gap, 0.0, 0.01));
        Assert.All(result.Solutions, solution => Assert.True(solution.Costs["latency"] <= problem.Costs[0].Maximum * (1.0 + 1e-9)));
        Assert.True(result.Solutions[0].Selection.OverlapWith(result.Solutions[1].Selection) <= 32);
        Assert.True(result.Solutions[2].Selection.OverlapWith(result.Solutions[1].Selection) <= 32);
    }

    [Fact]
    public void Select_SameProblemOnOtherThreads_GivesTheSameSolutions()
    {
        var problem = Instances.Correlated(seed: 3, budget: 0.3, layers: 20, operations: 40);

        var results = new[] { 1, 2, 8 }.Select(threads => _selector.Select(
            problem, new SelectionOptions { Solutions = 5, Threads = threads },
            cancellationToken: TestContext.Current.CancellationToken)).ToArray();

        Assert.All(results, result => Assert.Equal(
            results[0].Solutions.Select(solution => string.Join(",", solution.Selection)),
            result.Solutions.Select(solution => string.Join(",", solution.Selection))));
    }

    [Fact]
    public void Select_ScoresThatAreNotFinite_LeavesThemOutAndNamesThem()
    {
        var problem = SelectionProblem.Create()
            .Layer("blocks.0", ["teacher", "efn", "vit"], [0.0, double.NaN, double.NegativeInfinity])
            .Build();

        var result = _selector.Select(problem, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("teacher", result.Best.Selection["blocks.0"]);
        Assert.Equal(2, result.Warnings.Count);
        Assert.Contains("'efn' of layer 'blocks.0'", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("'vit' of layer 'blocks.0'", result.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Select_LayerWithoutOperations_IsInfeasibleAndNamesTheLayer()
    {
        var problem = SelectionProblem.Create()
            .Layer("blocks.0", ["teacher"], [0.0]).Layer("blocks.1", ["efn"], [double.NaN]).Build();

        var result = _selector.Select(problem, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(SelectionStatus.Infeasible, result.Status);
        Assert.Equal("layer 'blocks.1'", result.Infeasibility?.Constraint);
    }

    [Fact]
    public void Select_Progress_ReportsEverySolution()
    {
        var problem = Instances.Independent(seed: 2, budget: 0.4, layers: 8, operations: 10);
        var reports = new List<LanaProgress>();

        _selector.Select(
            problem, new SelectionOptions { Solutions = 4 }, new Reporter(reports.Add), TestContext.Current.CancellationToken);

        Assert.Equal([1L, 2L, 3L, 4L], reports.Select(report => report.Done));
        Assert.All(reports, report => Assert.Equal(4, report.Of));
    }
}
