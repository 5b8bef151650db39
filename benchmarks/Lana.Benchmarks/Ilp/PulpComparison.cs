namespace Lana.Benchmarks.Ilp;

/// <summary>The comparison of Lana with PuLP on one problem.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="PulpSolutions">The number of solutions that PuLP finished in its time at a gap of 1 %.</param>
/// <param name="PulpCpuSeconds">The processor time of these solutions.</param>
/// <param name="OwnSeconds">Lana's wall-clock time for the same number of solutions.</param>
/// <param name="OwnWorstGap">The worst gap of Lana's solutions.</param>
/// <param name="OwnCpuSeconds">The processor time of all of Lana's threads.</param>
/// <param name="Speedup">PuLP's processor time over Lana's: other work on the machine would affect wall-clock times.</param>
/// <param name="ProvenSolutions">The number of solutions that both finished at a gap of 0.</param>
/// <param name="MaxObjectiveError">The largest difference between their objectives.</param>
internal sealed record PulpComparison(
    string Problem,
    int PulpSolutions,
    double PulpCpuSeconds,
    double OwnSeconds,
    double OwnCpuSeconds,
    double OwnWorstGap,
    double? Speedup,
    int ProvenSolutions,
    double? MaxObjectiveError)
{
    private const double Gap = 0.01;

    public static async Task<PulpComparison> RunAsync(
        string name, IlpOptions options, CancellationToken cancellationToken)
    {
        var problem = IlpInstances.Make(name, seed: 1);

        // In parallel, with one core each; processor time is measured.
        var pulp = await Task.WhenAll(
            PulpRunner.SolveAsync(problem, Gap, options, cancellationToken),
            PulpRunner.SolveAsync(problem, 0.0, options, cancellationToken));
        var (quick, exact) = (pulp[0], pulp[1]);
        var before = Environment.CpuUsage.TotalTime;
        var (own, seconds) = quick.Objectives.Count > 0
            ? DiverseReport.Solve(problem, quick.Objectives.Count, Gap, TimeSpan.FromMinutes(2), cancellationToken)
            : (null, 0.0);
        var ownCpuSeconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var proven = exact.Objectives.Count > 0
            ? DiverseReport
                .Solve(problem, exact.Objectives.Count, 0.0, TimeSpan.FromSeconds(30), cancellationToken)
                .Result.Solutions
            : [];
        var errors = proven
            .Zip(exact.Objectives, (ours, theirs) => (ours.Gap, Error: Math.Abs(ours.Objective - theirs)))
            .TakeWhile(pair => pair.Gap == 0.0)
            .ToList();
        return new PulpComparison(
            name,
            quick.Objectives.Count,
            own is null ? 0.0 : quick.CpuSeconds[^1],
            seconds,
            ownCpuSeconds,
            own?.Solutions.Max(solution => solution.Gap) ?? 0.0,
            own is null ? null : quick.CpuSeconds[^1] / ownCpuSeconds,
            errors.Count,
            errors.Count == 0 ? null : errors.Max(pair => pair.Error));
    }
}
