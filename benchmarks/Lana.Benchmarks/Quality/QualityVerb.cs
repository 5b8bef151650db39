using Lana.Benchmarks.Distillation;
using Lana.Candidates;
using Lana.Native;
using Lana.Pool;
using Lana.Pretraining;
using Samples;
using static Lana.Benchmarks.VerbReport;

namespace Lana.Benchmarks.Quality;

/// <summary>Measures the distance of operations from the teacher's features after one epoch, family by family, at
/// several learning rates and with several initialisations.</summary>
internal sealed class QualityVerb : IBenchmarkVerb
{
    public string Name => "quality";

    public async Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var output = arguments.Text("--out");
        var perFamily = arguments.Number("--operations", 4);
        var steps = arguments.Number("--steps", 40);
        var factors = arguments.Numbers("--factors", 0.25, 0.5, 1.0, 2.0, 4.0, 8.0);
        var spreads = arguments.Numbers("--spreads", 1.0);
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        using var folder = new TemporaryFolder();
        using var workload = new Workload();
        var candidates = Candidates(workload, perFamily);
        var losses = new List<IReadOnlyDictionary<string, double>>();
        var rate = new PretrainingOptions().LearningRate;
        List<QualityWay> ways =
            [.. spreads.SelectMany(spread => factors.Select(factor => new QualityWay(rate * factor, spread)))];
        foreach (var way in ways)
        {
            losses.Add(await LossesAsync(way));
        }

        var rows = losses[0].Keys.Order(StringComparer.Ordinal)
            .Select(family => new QualityRow(family, [.. losses.Select(row => row[family])]))
            .ToList();
        rows.ForEach(row => Told("family", row));
        await FinishAsync(
            new QualityReport(
                ways,
                rows,
                steps * Workload.BatchSize,
                candidates.Count,
                DateTimeOffset.UtcNow),
            output,
            cancellationToken);
        return 0;

        async Task<IReadOnlyDictionary<string, double>> LossesAsync(QualityWay way)
        {
            var options = new PretrainingOptions
            {
                LearningRate = way.LearningRate,
                InitialSpread = way.InitialSpread,
                FitOutput = false,
            };
            var pool = Path.Combine(folder.Path, $"{losses.Count}");
            var entries = await workload.TrainAsync(candidates, pool, steps, options, null, cancellationToken);
            return entries.Zip(candidates)
                .GroupBy(pair => pair.Second.Operation.Family)
                .ToDictionary(group => group.Key, group => Median([.. group.Select(Loss)]));
        }
    }

    // An early, a middle and a late layer, and a few operations spread over each family.
    private static List<Candidate> Candidates(Workload workload, int perFamily)
    {
        var last = workload.Teacher.Layers.Count - 1;
        int[] layers = [1, last / 2, last - 1];
        return
        [
            .. from candidate in workload.AllJobs(int.MaxValue)
               where layers.Contains(candidate.Layer.Index)
               group candidate by (candidate.Layer.Index, candidate.Operation.Family) into family
               from candidate in family.Chunk((family.Count() + perFamily - 1) / perFamily).Select(chunk => chunk[0])
               select candidate,
        ];
    }

    private static double Loss((PoolEntry Entry, Candidate Candidate) pair) =>
        pair.Entry.IsTrained ? pair.Entry.FinalLoss : double.PositiveInfinity;

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
