using System.Diagnostics;
using Lana.FineTuning;
using Lana.Reproduction.Setup;
using Spectre.Console;

namespace Lana.Reproduction;

/// <summary>The verb <c>estimate</c>: how long each family takes on this machine, from a few steps of training.</summary>
internal static class EstimateVerb
{
    private const int Steps = 12;

    public static async Task<int> RunAsync(ReproductionOptions options, CancellationToken cancellationToken)
    {
        var data = ImageData.Open(options);
        var table = new Table().Title("expected hours").AddColumns(
            "family", "network", "images a second", "an epoch, s", "from scratch", "pre-training", "a student");
        foreach (var family in options.FamiliesOr(Miniatures.All))
        {
            var scale = options.Scale;
            var speed = await SpeedAsync(family, scale, data, cancellationToken);
            var epoch = scale.EpochOf(data.Train.Count) / speed;
            var operations = new StudentPlan("estimate").SearchSpace.Operations.Count;
            string Hours(double seconds) => $"{seconds / 3600.0:F2}";
            table.AddRow(
                family.Name,
                family.Teacher,
                $"{speed:F0}",
                $"{epoch:F0}",
                Hours(epoch * family.TeacherTask(scale).Epochs),

                // At most as slow as the teacher's own layers, each operation once.
                Hours((scale.PretrainingImages > 0 ? scale.PretrainingImages : data.Train.Count) / speed * operations),
                Hours(epoch * family.StudentRequest(scale).Epochs));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task<double> SpeedAsync(
        Miniature family, Scale scale, ImageData data, CancellationToken cancellationToken)
    {
        using var network = family.Define(family.Teacher, scale, data.Classes).Build();
        var few = Data.BatchSourceExtensions.Take(data.Train, Math.Min(Steps * scale.BatchSize, data.Train.Count));
        var tuner = new FineTuner(new FineTuningOptions { Epochs = 1, BatchSize = scale.BatchSize });
        await tuner.FineTuneAsync(new FineTuningRequest(network, few), null, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await tuner.FineTuneAsync(new FineTuningRequest(network, few), null, cancellationToken);
        return few.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
