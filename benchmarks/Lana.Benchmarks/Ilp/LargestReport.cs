using System.Diagnostics;

namespace Lana.Benchmarks.Ilp;

/// <summary>A problem of 1,000 layers × 1,000 operations.</summary>
/// <param name="Seconds">The time until it is solved within 1 %.</param>
/// <param name="Gap">The gap at the end.</param>
/// <param name="PeakMemoryMb">The peak memory of the process until then.</param>
internal sealed record LargestReport(double Seconds, double Gap, double PeakMemoryMb)
{
    public static LargestReport Run(bool isCorrelated, CancellationToken cancellationToken)
    {
        var problem = IlpInstances.Generate(seed: 1, IlpInstances.Budget, 1000, 1000, isCorrelated);
        var (result, seconds) = DiverseReport.Solve(
            problem, solutions: 1, gap: 0.01, TimeSpan.FromSeconds(10), cancellationToken);
        using var process = Process.GetCurrentProcess();
        return new LargestReport(seconds, result.Best.Gap, process.PeakWorkingSet64 / 1048576.0);
    }
}
