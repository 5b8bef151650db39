using System.Diagnostics;
using Lana.Candidates;
using Lana.Measuring;
using Lana.Networks;
using Lana.Prediction;
using Lana.Tables;

namespace Lana.Benchmarks.Latency;

/// <summary>One network: two tables, the fit, and the prediction on networks that the fit has not seen.</summary>
internal sealed class NetworkRun(LatencyPlan plan, NetworkDefinition teacher, CancellationToken cancellationToken)
{
    private const int Fifths = 5;
    private const int BesideTeacher = 3;
    private const ulong Seed = 1;
    private readonly OnnxRuntimeLatencyMeter _meter = plan.OnnxMeter();
    private readonly CandidateZoo _zoo = plan.Zoo;

    /// <summary>Measures.</summary>
    /// <param name="folder">Where the first table is kept, as a run directory has it.</param>
    /// <param name="isBurned">Whether two more tables are built with a busy neighbour.</param>
    public async Task<NetworkReport> RunAsync(string folder, bool isBurned)
    {
        var started = Stopwatch.GetTimestamp();
        var table = await BuildAsync(Path.Combine(folder, "latency", $"{_meter.Profile.Key}.json"));
        var networks = new RandomNetworks(table, Seed);
        var fit = networks.Draw(plan.FitNetworks).Prepend(networks.Slowest).Prepend(networks.Fastest).ToList();
        var fitMs = await MeasureAsync(fit, table.TeacherMs);
        var tableSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var repeat = TableRepeat.Of(table, await BuildAsync(null));
        var (burned, againstQuiet) = isBurned ? await BurnAsync(table) : (null, null);
        var aims = new AimCurve(fit.Select(networks.Sum), fitMs);
        var test = networks.Draw([.. aims.Spread(plan.TestNetworks)]);
        var testMs = await MeasureAsync(test, table.TeacherMs);
        var plain = new TableLatencyPredictor(table);
        var corrected = fit.Zip(fitMs).Aggregate<(IReadOnlyList<string>, double), ILatencyPredictor>(
            plain, (predictor, pair) => predictor.Observe(pair.Item1, pair.Item2));
        var truth = Report(test, testMs, selection => corrected.Predict(selection).LatencyMs);
        var sum = Report(test, testMs, plain.PlainSum);
        return new NetworkReport
        {
            Mape = truth.MeanError,
            Worst = truth.WorstError,
            Within5 = truth.Within5,
            Within10 = truth.Within10,
            Kendall = truth.KendallTau,
            PlainSumMape = sum.MeanError,
            PlainSumWorst = sum.WorstError,
            PlainSumKendall = sum.KendallTau,
            TableSeconds = tableSeconds,
            RepeatMedian = repeat.Median,
            RepeatP95 = repeat.P95,
            Burned = burned,
            BurnedAgainstQuiet = againstQuiet,
            Layers = teacher.Layers.Length,
            FewestOperations = teacher.Layers.Min(layer => _zoo.For(layer).Count),
            Entries = table.Count,
            FitNetworks = fit.Count,
            TestNetworks = test.Count,
            PerFifth = PerFifth(testMs, fitMs[0], fitMs[1]),
            TeacherMs = table.TeacherMs,
            FastestMs = fitMs[0],
            SlowestMs = fitMs[1],
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    private static PredictionReport Report(
        IEnumerable<IReadOnlyList<string>> networks,
        IEnumerable<double> measured,
        Func<IReadOnlyList<string>, double> predict) =>
        PredictionReport.Of([.. networks.Zip(measured, (network, ms) => new PredictedLatency(predict(network), ms))]);

    private static int[] PerFifth(IEnumerable<double> measured, double fastestMs, double slowestMs)
    {
        var counts = new int[Fifths];
        foreach (var ms in measured)
        {
            counts[Math.Clamp((int)(Fifths * (ms - fastestMs) / (slowestMs - fastestMs)), 0, Fifths - 1)]++;
        }

        return counts;
    }

    private Task<LatencyTable> BuildAsync(string? path) =>
        new LatencyTableBuilder(_meter).BuildAsync(teacher, _zoo, path, progress: null, cancellationToken);

    private async Task<(TableRepeat Repeat, TableRepeat AgainstQuiet)> BurnAsync(LatencyTable quiet)
    {
        using var neighbour = new BusyNeighbour();
        var first = await BuildAsync(null);
        var second = await BuildAsync(null);
        neighbour.ThrowIfEnded();
        return (TableRepeat.Of(first, second), TableRepeat.Of(quiet, first));
    }

    // Beside the teacher, as the accelerator measures students, and in the milliseconds of the table's teacher: what the
    // machine does to both in between is no error of a prediction.
    private async Task<IReadOnlyList<double>> MeasureAsync(
        IReadOnlyList<IReadOnlyList<string>> selections, double teacherMs)
    {
        var reference = LatencySubject.Of(teacher);
        var subjects = selections
            .Select(selection => LatencySubject.Of(Selections.Assemble(teacher, _zoo, selection)))
            .Chunk(BesideTeacher)
            .ToList();
        var shares = new List<double>();
        foreach (var some in subjects)
        {
            var measured = await _meter.MeasureAsync([reference, .. some], progress: null, cancellationToken);
            shares.AddRange(measured.Skip(1).Select(measurement => measurement.MedianMs / measured[0].MedianMs));
        }

        return [.. shares.Select(share => share * teacherMs)];
    }
}
