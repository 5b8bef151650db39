using System.Diagnostics;
using Lana.Problem;
using Lana.Solvers;

namespace Lana.Benchmarks.Ilp;

/// <summary>Measures the time to the first optimum: from plain numbers to a proven selection.</summary>
internal static class FirstOptimum
{
    /// <summary>The median over seeds and budgets, in milliseconds.</summary>
    public static double MedianMs(string name, int instances, CancellationToken cancellationToken)
    {
        var seeds = name == IlpInstances.Names[^1] ? 1 : instances;
        var times = new List<double>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            foreach (var budget in IlpInstances.Budgets)
            {
                times.Add(Ms(IlpInstances.Make(name, seed, budget), cancellationToken));
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>The median of three large problems, in milliseconds.</summary>
    public static double LargeMs(bool isCorrelated, CancellationToken cancellationToken) => Enumerable.Range(1, 3)
        .Select(seed => Ms(IlpInstances.Generate(seed, IlpInstances.Budget, 200, 500, isCorrelated), cancellationToken))
        .Order()
        .ElementAt(1);

    public static double Ms(SelectionProblem problem, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var rebuilt = Rebuild(problem);
        var result = new IlpOperationSelector().Select(
            rebuilt, new SelectionOptions { Solutions = 1 }, cancellationToken: cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return result.Status == SelectionStatus.Optimal
            ? elapsed
            : throw new InvalidOperationException($"The first optimum was not proven: {result.Status}.");
    }

    // The time to build the problem from its numbers is included.
    private static SelectionProblem Rebuild(SelectionProblem problem)
    {
        var builder = SelectionProblem.Create();
        foreach (var layer in problem.Layers)
        {
            builder.Layer(layer.Name, layer.Operations, layer.Scores);
        }

        var cost = problem.Costs[0];
        return builder
            .Cost(cost.Name, cost.Unit, cost.Values, cost.Constant)
            .Limit(cost.Name, cost.Minimum, cost.Maximum)
            .Build();
    }
}
