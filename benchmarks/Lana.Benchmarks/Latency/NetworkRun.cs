using System.Diagnostics;
using Lana.Calibration;
using Lana.Candidates;
using Lana.Measurement;
using Lana.Networks;
using Lana.Profiling;
using Lana.Selections;
using Lana.Tables;
using Samples;

namespace Lana.Benchmarks.Latency;

/// <summary>One network: two tables, the fit, and the prediction on networks that the fit has not seen.</summary>
internal sealed class NetworkRun(LatencyPlan plan, NetworkDefinition teacher, CancellationToken cancellationToken)
{
    private const int Fifths = 5;
    private const ulong Seed = 1;

    private readonly OnnxRuntimeLatencyMeter _meter = plan.OnnxMeter();
    private readonly SearchSpace _searchSpace = plan.SearchSpace;
    private readonly ProgressLines _progress = new(teacher.Name);

    /// <summary>Runs the measurements.</summary>
    /// <param name="folder">The folder of the first table, structured as a run directory.</param>
    /// <param name="isBurned">True to build two more tables with a busy neighbour.</param>
    public async Task<NetworkReport> RunAsync(string folder, bool isBurned)
    {
        var started = Stopwatch.GetTimestamp();
        var table = await BuildAsync(Path.Combine(folder, "latency", $"{_meter.Profile.Key}.json"));
        var tableSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var repeat = TableRepeat.Of(table, await BuildAsync(null));
        var (burned, againstQuiet) = isBurned ? await BurnAsync(table) : (null, null);
        var test = DrawTest(table);
        var testMs = await MeasureAsync(test, table.TeacherMs);
        var predictor = new TableLatencyPredictor(table);
        var (fastestMs, slowestMs) = (
            table.Networks.Min(network => network.LatencyMs), table.Networks.Max(network => network.LatencyMs));
        var predictions = Pairs(test, testMs, selection => predictor.Predict(selection).LatencyMs);
        var truth = PredictionReport.Of(predictions);
        var sum = PredictionReport.Of(Pairs(test, testMs, predictor.PlainSum));
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
            FewestOperations = teacher.Layers.Min(layer => _searchSpace.For(layer).Count),
            Entries = table.Count,
            FitNetworks = table.Networks.Length,
            TestNetworks = test.Count,
            PerFifth = PerFifth(testMs, fastestMs, slowestMs),
            Predictions = predictions,
            TeacherMs = table.TeacherMs,
            FastestMs = fastestMs,
            SlowestMs = slowestMs,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
        };
    }

    // Spread evenly over the measured latencies; none of them is part of the fit.
    private List<Selection> DrawTest(LatencyTable table)
    {
        var sampler = new SelectionSampler(table, Seed);
        var aims = new AimCurve(
            table.Networks.Select(network => sampler.Sum(network.Selection)),
            table.Networks.Select(network => network.LatencyMs));
        var seen = table.Networks.Select(network => network.Selection).ToHashSet();
        return
        [
            .. sampler.Draw([.. aims.Spread(plan.TestNetworks)])
                .Where(selection => !seen.Contains(selection)),
        ];
    }

    private static IReadOnlyList<PredictedLatency> Pairs(
        IEnumerable<Selection> networks,
        IEnumerable<double> measured,
        Func<Selection, double> predict) =>
        [.. networks.Zip(measured, (network, ms) => new PredictedLatency(predict(network), ms))];

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
        new LatencyTableBuilder(_meter, new LatencyTableOptions { Networks = path is null ? 0 : plan.FitNetworks })
            .BuildAsync(teacher, _searchSpace, path, _progress, cancellationToken);

    private async Task<(TableRepeat Repeat, TableRepeat AgainstQuiet)> BurnAsync(LatencyTable quiet)
    {
        using var neighbour = new BusyNeighbour();
        var first = await BuildAsync(null);
        var second = await BuildAsync(null);
        neighbour.ThrowIfEnded();
        return (TableRepeat.Of(first, second), TableRepeat.Of(quiet, first));
    }

    // Measured together with the teacher, as the accelerator measures students, and scaled to the teacher in the table:
    // a change of the machine in between is not an error of the prediction.
    private async Task<IReadOnlyList<double>> MeasureAsync(
        IReadOnlyList<Selection> selections, double teacherMs)
    {
        var shares = await Selections.SharesAsync(_meter, teacher, _searchSpace, selections, _progress, cancellationToken);
        return [.. shares.Select(share => share * teacherMs)];
    }
}
