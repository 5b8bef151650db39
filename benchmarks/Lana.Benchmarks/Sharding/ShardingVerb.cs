using Lana.Candidates;
using Lana.Native;
using Lana.Sharding;
using Samples;

namespace Lana.Benchmarks.Sharding;

/// <summary>How many workers are worth it: the units of a deep network's pool, simulated for 1 to 1,000 workers.</summary>
internal sealed class ShardingVerb : IBenchmarkVerb
{
    private const double FailuresPerHour = 0.01;
    private static readonly int[] Workers = [1, 2, 4, 8, 16, 32, 46, 64, 100, 128, 256, 512, 1000];

    // An epoch of ImageNet, as the paper trains, and what Effort.Balanced takes.
    private static readonly int[] Epochs = [1_281_167, 10_000];
    private static readonly double[] Shares = [0.0625, 0.125, 0.25, 0.5];

    public string Name => "sharding";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out");
        var size = arguments.Number("--probed-size", 64);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var pools = await DeepPool.MeasureAsync(size, Epochs, cancellationToken);
        var jobs = pools.Select(DeepJob.Of).ToList();
        jobs.ForEach(job => Console.WriteLine(job));
        var rows = pools.Zip(jobs).SelectMany(pair => Shares.SelectMany(share => Rows(pair.First, share, pair.Second.Hours))).ToList();
        rows.ForEach(row => Console.WriteLine(row));
        await VerbReport.FinishAsync(
            new
            {
                Network = DeepPool.Name,
                Layers = pools[0].Candidates.Select(candidate => candidate.Layer.Index).Distinct().Count(),
                Operations = SearchSpace.Paper.Operations.Count,
                Candidates = pools[0].Candidates.Count,
                ProbedSize = size,
                FailuresPerHour,
                Jobs = jobs,
                Rows = rows,
                Cores = Environment.ProcessorCount,
                At = DateTimeOffset.UtcNow,
            },
            output,
            cancellationToken);
        return 0;
    }

    private static IEnumerable<ShardingRow> Rows(DeepPool pool, double share, double hours)
    {
        foreach (var workers in Workers)
        {
            var options = new ShardingOptions { MaxTeacherShare = share, Workers = workers };
            var units = new UnitPlanner(options, splits: true).Divide(pool.Candidates, pool.Costs);
            var quiet = new Simulation(units, workers, 0.0, seed: 1);
            quiet.Run();
            var failing = new Simulation(units, workers, FailuresPerHour, seed: 1);
            failing.Run();
            yield return new ShardingRow(
                pool.Images,
                share,
                units.Count,
                units.Max(unit => unit.Seconds) / 3600.0,
                workers,
                quiet.Makespan / 3600.0,
                hours * 3600.0 / workers / quiet.Makespan,
                failing.Makespan / 3600.0,
                hours * 3600.0 / workers / failing.Makespan,
                failing.Failures);
        }
    }
}
