using System.Globalization;
using Lana.Candidates;
using Lana.Native;
using Lana.Pipeline;
using Lana.Sharding;
using Samples;

namespace Lana.Benchmarks.Sharding;

/// <summary>How many workers are worth it: the units of a deep network's pool, simulated for 1 to 1,000 workers.</summary>
internal sealed class ShardingVerb : IBenchmarkVerb
{
    private const double FailuresPerHour = 0.01;
    private static readonly int[] Workers = [1, 2, 4, 8, 16, 32, 46, 64, 100, 128, 256, 512, 1000];
    private static readonly double[] Shares = [0.125, 0.25, 0.5, 0.9];

    public string Name => "sharding";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out");
        var size = arguments.Number("--probed-size", 64);
        var images = arguments.Number("--images", 10_000);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var pool = await DeepPool.MeasureAsync(size, images, cancellationToken);
        var trained = pool.Candidates.Where(candidate => candidate.NeedsTraining)
            .GroupBy(candidate => candidate.Layer.Index)
            .Sum(layer => (pool.Costs.Training(layer.Key) with { SharedSeconds = 0.0 }).Seconds(layer.Sum(CandidateCosts.StepWork)));
        var scored = pool.Candidates.Where(candidate => !candidate.IsTeacher).GroupBy(candidate => candidate.Layer.Index)
            .Sum(layer => pool.Costs.Scoring(layer));

        // One process pays for the teacher once, if all candidates fit in its memory, which they do not.
        var one = trained + scored + pool.TeacherSeconds;
        Console.WriteLine(Text($"one process: {one / 3600.0:F0} h: training {trained / 3600.0:F0}, scoring {scored / 3600.0:F0}, teacher {pool.TeacherSeconds / 3600.0:F1}"));
        var rows = Shares.SelectMany(share => Rows(pool, share, one)).ToList();
        rows.ForEach(row => Console.WriteLine(row));
        await VerbReport.FinishAsync(
            new
            {
                Network = DeepPool.Name,
                Layers = pool.Candidates.Select(candidate => candidate.Layer.Index).Distinct().Count(),
                Operations = SearchSpace.Paper.Operations.Count,
                Candidates = pool.Candidates.Count,
                ImagesPerEpoch = images,
                ProbedSize = size,
                OneProcessHours = one / 3600.0,
                TrainingHours = trained / 3600.0,
                ScoringHours = scored / 3600.0,
                TeacherHours = pool.TeacherSeconds / 3600.0,
                FailuresPerHour,
                Rows = rows,
                Cores = Environment.ProcessorCount,
                At = DateTimeOffset.UtcNow,
            },
            output,
            cancellationToken);
        return 0;
    }

    private static IEnumerable<ShardingRow> Rows(DeepPool pool, double share, double one)
    {
        var units = new UnitPlanner(new ShardingOptions().UnitTime.TotalSeconds, share, splits: true).Divide(pool.Candidates, pool.Costs);
        foreach (var workers in Workers)
        {
            var quiet = new Simulation(units, workers, 0.0, seed: 1);
            quiet.Run();
            var failing = new Simulation(units, workers, FailuresPerHour, seed: 1);
            failing.Run();
            yield return new ShardingRow(
                share,
                units.Count,
                units.Max(unit => unit.Seconds) / 3600.0,
                workers,
                quiet.Makespan / 3600.0,
                one / workers / quiet.Makespan,
                failing.Makespan / 3600.0,
                one / workers / failing.Makespan,
                failing.Failures);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
