using System.Diagnostics;
using Lana.Problem;
using Lana.Solvers;

namespace Lana.Benchmarks.Ilp;

/// <summary>K diverse solutions of one problem.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="Solutions">The number of solutions that were found.</param>
/// <param name="Seconds">The wall-clock time.</param>
/// <param name="CpuSeconds">The processor time of all threads: it does not include other work on the machine.</param>
/// <param name="First">The first objective.</param>
/// <param name="Last">The last objective.</param>
/// <param name="WorstGapTo50">The worst gap of the first fifty.</param>
/// <param name="WorstGap">The worst gap of all.</param>
internal sealed record DiverseReport(
    string Problem,
    int Solutions,
    double Seconds,
    double CpuSeconds,
    double First,
    double Last,
    double WorstGapTo50,
    double WorstGap)
{
    public static DiverseReport Run(string name, int solutions, CancellationToken cancellationToken)
    {
        var before = Environment.CpuUsage.TotalTime;
        var (result, seconds) = Solve(
            IlpInstances.Make(name, seed: 1), solutions, gap: 0.01, TimeSpan.FromMinutes(3), cancellationToken);
        return new DiverseReport(
            name,
            result.Solutions.Count,
            seconds,
            (Environment.CpuUsage.TotalTime - before).TotalSeconds,
            result.Best.Objective,
            result.Solutions[^1].Objective,
            result.Solutions.Take(50).Max(solution => solution.Gap),
            result.Solutions.Max(solution => solution.Gap));
    }

    public static (SelectionResult Result, double Seconds) Solve(
        SelectionProblem problem, int solutions, double gap, TimeSpan limit, CancellationToken cancellationToken)
    {
        var options = new SelectionOptions { Solutions = solutions, Gap = gap, TimeLimit = limit };
        var started = Stopwatch.GetTimestamp();
        var result = new IlpOperationSelector().Select(problem, options, cancellationToken: cancellationToken);
        return (result, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }
}
