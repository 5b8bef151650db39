using System.Diagnostics;
using Lana.Analysis;
using Lana.Analysis.Frontier;
using Lana.Solvers;

namespace Lana.Benchmarks.Ilp;

/// <summary>The whole frontier of one problem, and a sweep over fifty budgets.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="Points">The corners of the frontier.</param>
/// <param name="MaximumError">The maximum distance of the frontier from the exact one; 0 if it is exact.</param>
/// <param name="FrontierSeconds">The time of the frontier.</param>
/// <param name="SweepSeconds">The time of fifty budgets in one call.</param>
internal sealed record FrontierReport(
    string Problem, int Points, double MaximumError, double FrontierSeconds, double SweepSeconds)
{
    private const int Budgets = 50;

    public static async Task<FrontierReport> RunAsync(string name, CancellationToken cancellationToken)
    {
        var problem = IlpInstances.Make(name, seed: 1);
        var started = Stopwatch.GetTimestamp();
        var frontier = SelectionFrontier.Of(problem, "latency", cancellationToken: cancellationToken);
        var frontierSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (least, most) = IlpInstances.Range(problem);
        CostBudget[] budgets = [.. Enumerable.Range(1, Budgets).Select(
            i => new CostBudget("latency", least + ((most - least) * i / (Budgets + 1.0))))];
        started = Stopwatch.GetTimestamp();
        await new IlpOperationSelector().SweepAsync(problem, budgets, cancellationToken: cancellationToken);
        return new FrontierReport(
            name, frontier.Points.Count, frontier.MaxError, frontierSeconds,
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
