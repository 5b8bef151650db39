using System.Diagnostics;
using Samples;
using static Lana.Benchmarks.VerbReport;

namespace Lana.Benchmarks.Ilp;

/// <summary>The selector, measured: first optimum, K diverse solutions, frontier, sweep, PuLP and baselines.</summary>
internal sealed class IlpVerb : IBenchmarkVerb
{
    public string Name => "ilp";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var options = IlpOptions.Read(arguments);
        var started = Stopwatch.GetTimestamp();
        FirstOptimum.Ms(IlpInstances.Make("independent", seed: 0), cancellationToken);
        var largest = LargestReport.Run(isCorrelated: true, cancellationToken);
        Say($"1,000 × 1,000: {largest}");
        var first = IlpInstances.Names.ToDictionary(
            name => name, name => Told(name, FirstOptimum.MedianMs(name, options.Instances, cancellationToken)));
        var large = Math.Max(
            FirstOptimum.LargeMs(isCorrelated: false, cancellationToken),
            FirstOptimum.LargeMs(isCorrelated: true, cancellationToken));
        Say($"200 × 500: {large:F0} ms");
        var frontiers = new List<FrontierReport>();
        foreach (var name in IlpInstances.Names)
        {
            frontiers.Add(Told(name, await FrontierReport.RunAsync(name, cancellationToken)));
        }

        var baselines = IlpInstances.Names.SelectMany(name => BaselineRow.Run(name, cancellationToken)).ToList();
        baselines.ForEach(row => Say($"{row}"));
        var diverse = IlpInstances.Names
            .Select(name => Told(name, DiverseReport.Run(name, options.Solutions, cancellationToken))).ToList();
        var (missing, pulp) = await CompareAsync(options, cancellationToken);
        await FinishAsync(
            new IlpReport
            {
                FirstMs = first.Values.Max(),
                First200x500Ms = large,
                K100Seconds = diverse.Max(report => report.Seconds),
                SpeedupOverPulp = pulp.Min(comparison => comparison.Speedup),
                FrontierSeconds = frontiers.Max(report => report.FrontierSeconds),
                Sweep50Seconds = frontiers.Max(report => report.SweepSeconds),
                MaxObjectiveError = pulp.Max(comparison => comparison.MaxObjectiveError),
                FirstMsByProblem = first,
                First1000x1000 = largest,
                Diverse = diverse,
                Frontiers = frontiers,
                Pulp = pulp,
                Baselines = baselines,
                PulpMissing = missing,
                Options = options,
                Cores = Environment.ProcessorCount,
                At = DateTimeOffset.UtcNow,
                Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            },
            options.Out,
            cancellationToken);
        return 0;
    }

    private static async Task<(string? Missing, IReadOnlyList<PulpComparison> Comparisons)> CompareAsync(
        IlpOptions options, CancellationToken cancellationToken)
    {
        var comparisons = new List<PulpComparison>();
        if (await PulpRunner.MissingAsync(cancellationToken) is { } missing)
        {
            Say(missing);
            return (missing, comparisons);
        }

        foreach (var name in IlpInstances.Names)
        {
            comparisons.Add(Told(name, await PulpComparison.RunAsync(name, options, cancellationToken)));
        }

        return (null, comparisons);
    }

    private static void Say(string line) => Console.WriteLine(line);
}
