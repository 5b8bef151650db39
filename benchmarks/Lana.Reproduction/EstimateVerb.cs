using System.Diagnostics;
using Lana.FineTuning;
using Lana.Pipeline;
using Lana.Problem;
using Lana.Reproduction.Setup;
using Spectre.Console;

namespace Lana.Reproduction;

/// <summary>The verb <c>estimate</c>: estimates the duration of each family on this machine, from a few steps of each
/// stage.</summary>
internal static class EstimateVerb
{
    private const int Steps = 12;
    private const double DefaultBudget = 0.5;

    public static async Task<int> RunAsync(ReproductionOptions options, CancellationToken cancellationToken)
    {
        var budget = options.Budgets.Count > 0 ? options.Budgets[0] : DefaultBudget;
        var table = new Table().Title("expected hours").AddColumns(
            "family", "network", "images a second", "an epoch, s", "from scratch", "pre-training", "a student", "memory, GB");
        foreach (var family in options.FamiliesOr(Miniatures.All))
        {
            using var experiment = Experiment.Untrained(options, family);
            var scale = options.Scale;
            var speed = await SpeedAsync(experiment, cancellationToken);
            var epoch = scale.EpochOf(experiment.Data.Train.Count) / speed;
            var forecast = await experiment.ForecastAsync(
                new StudentPlan("estimate"), Budget.Latency(budget), cancellationToken);
            var pretraining = Seconds(forecast, "pre-training");
            table.AddRow(
                family.Name,
                family.Teacher,
                $"{speed:F0}",
                $"{epoch:F0}",
                Hours(epoch * family.TeacherTask(scale).Epochs),
                Hours(pretraining),
                Hours(forecast.Total.TotalSeconds - pretraining),
                $"{forecast.MemoryBytes / 1e9:F1}");
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static string Hours(double seconds) => $"{seconds / 3600.0:F2}";

    private static double Seconds(AccelerationForecast forecast, string name) =>
        forecast.Stages.Single(stage => stage.Name == name).Expected.TotalSeconds;

    private static async Task<double> SpeedAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        var (scale, data) = (experiment.Scale, experiment.Data.Train);
        using var network = experiment.Teacher.Detach();
        var few = Lana.Data.BatchSourceExtensions.Take(data, Math.Min(Steps * scale.BatchSize, data.Count));
        var tuner = new FineTuner(new FineTuningOptions { Epochs = 1, BatchSize = scale.BatchSize });
        await tuner.FineTuneAsync(new FineTuningRequest(network, few), null, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await tuner.FineTuneAsync(new FineTuningRequest(network, few), null, cancellationToken);
        return few.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
