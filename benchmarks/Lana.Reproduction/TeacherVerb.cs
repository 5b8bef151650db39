using Lana.Internal;
using Lana.Measurement;
using Lana.Reproduction.Setup;
using Spectre.Console;

namespace Lana.Reproduction;

/// <summary>The verb <c>train-teachers</c>: trains the largest member of each family and stores its weights.</summary>
internal static class TeacherVerb
{
    public static async Task<int> RunAsync(ReproductionOptions options, CancellationToken cancellationToken)
    {
        foreach (var family in options.FamiliesOr(Miniatures.All))
        {
            using var experiment = await Experiment.OpenAsync(options, family, seed: 0, cancellationToken);
            var (network, task) = (experiment.Teacher, family.TeacherTask(options.Scale));
            var measured = await experiment.Meter.MeasureAsync([LatencySubject.Of(network)], null, cancellationToken);
            var facts = new TeacherFacts(
                family.Name,
                network.Name,
                family.WidthAt(options.Scale),
                network.Layers.Count,
                network.Cost.Parameters,
                network.Cost.Macs,
                task.Epochs,
                await experiment.TestAsync(network, cancellationToken),
                measured[0].LatencyMs,
                options.Scale);
            AtomicFile.WriteJson(Path.ChangeExtension(family.TeacherPath(options), "json"), facts);
            AnsiConsole.MarkupLineInterpolated(
                $"{facts.Network}: {facts.Layers} layers, {facts.Parameters:N0} parameters, {facts.Macs:N0} MACs, {facts.Accuracy:P2}");
        }

        return 0;
    }
}
