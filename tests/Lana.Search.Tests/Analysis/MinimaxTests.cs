using Lana.Problem;
using Lana.Solvers;

namespace Lana.Analysis;

public sealed class MinimaxTests
{
    private static readonly string[] Devices = ["phone", "server"];

    private static SelectionProblem TwoDevices(int seed)
    {
        var random = new Random(seed);
        var builder = SelectionProblem.Create();
        var costs = Devices.ToDictionary(device => device, _ => new List<double[]>());
        for (var i = 0; i < 4; i++)
        {
            builder.Layer($"layer{i}", Enumerable.Range(0, 4).Select(j => $"op{j}"), Draw(random));
            foreach (var device in Devices)
            {
                costs[device].Add(Draw(random));
            }
        }

        return Devices.Aggregate(builder, (b, device) => b.Cost(device, "ms", costs[device], constant: 1.0)).Build();
    }

    private static double[] Draw(Random random) => [.. Enumerable.Range(0, 4).Select(_ => random.Next(0, 9) / 2.0)];

    private static List<(double Objective, double Fraction)> All(SelectionProblem problem, MinimaxGoal goal)
    {
        var first = new BruteForce(problem).All(0);
        var second = new BruteForce(problem).All(1);
        return [.. first.Zip(second, (x, y) => (
            x.Objective, Math.Max(x.Cost / goal.Devices[0].Maximum, y.Cost / goal.Devices[1].Maximum)))];
    }

    [Fact]
    public void SelectMinimax_SmallProblems_AgreesWithBruteForce()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var problem = TwoDevices(seed);
            var goal = new MinimaxGoal([new CostBudget("phone", 9.0), new CostBudget("server", 7.0)], 2.0 + (seed % 5));

            var result = new IlpOperationSelector().SelectMinimax(
                problem, goal, cancellationToken: TestContext.Current.CancellationToken);

            var within = All(problem, goal).Where(entry => entry.Objective <= goal.MaxObjective).ToList();
            Assert.Equal(within.Count == 0, result.Selection.Status == SelectionStatus.Infeasible);
            if (within.Count > 0)
            {
                var least = within.Min(entry => entry.Fraction);
                Assert.Equal(least, result.Fraction, 1e-9);
                Assert.InRange(result.FractionBound, least * (1.0 - goal.Tolerance) - 1e-12, least + 1e-12);
                var best = within.Where(entry => entry.Fraction <= least + 1e-12).Min(entry => entry.Objective);
                Assert.Equal(best, result.Selection.Best.Objective, 1e-9);
            }
        }
    }

    [Fact]
    public void SelectMinimax_TheProblemsOwnLimits_StayInForce()
    {
        var problem = TwoDevices(seed: 3);
        var goal = new MinimaxGoal([new CostBudget("phone", 1.0), new CostBudget("server", 1000.0)], 1000.0);
        var cheapest = new IlpOperationSelector().SelectMinimax(
            problem, goal, cancellationToken: TestContext.Current.CancellationToken).Selection.Best.Costs["phone"];

        var limited = new IlpOperationSelector().SelectMinimax(
            problem.WithLimit("phone", minimum: cheapest + 0.25),
            goal,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(limited.Selection.Best.Costs["phone"] >= cheapest + 0.25 - 1e-9);
    }

    [Fact]
    public void SelectMinimax_ScoreOutOfReach_SaysSo()
    {
        var problem = TwoDevices(seed: 1);
        var goal = new MinimaxGoal([new CostBudget("phone", 1.0)], -1.0);

        var result = new IlpOperationSelector().SelectMinimax(
            problem, goal, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("objective", result.Selection.Infeasibility!.Constraint);
        Assert.Equal(double.PositiveInfinity, result.FractionBound);
    }

    [Fact]
    public void SelectMinimax_CancelledBefore_IsTimedOutWithoutASelection()
    {
        var goal = new MinimaxGoal([new CostBudget("phone", 1.0)], 100.0);

        var result = new IlpOperationSelector().SelectMinimax(
            TwoDevices(seed: 1), goal, cancellationToken: new CancellationToken(canceled: true));

        Assert.Equal(SelectionStatus.TimedOut, result.Selection.Status);
        Assert.Equal(0.0, result.FractionBound);
    }

    [Theory]
    [InlineData("tablet", 1.0, 1.0, 0.1)]
    [InlineData("phone", 0.0, 1.0, 0.1)]
    [InlineData("phone", double.NaN, 1.0, 0.1)]
    [InlineData("phone", 1.0, double.PositiveInfinity, 0.1)]
    [InlineData("phone", 1.0, 1.0, 0.0)]
    public void SelectMinimax_NumbersOutOfRange_Throws(
        string device, double reference, double objective, double tolerance)
    {
        var goal = new MinimaxGoal([new CostBudget(device, reference)], objective) { Tolerance = tolerance };

        Assert.Throws<ArgumentException>(() => new IlpOperationSelector().SelectMinimax(
            TwoDevices(seed: 1), goal, cancellationToken: TestContext.Current.CancellationToken));
    }
}
