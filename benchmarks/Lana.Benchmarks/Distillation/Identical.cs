using Lana.Pretraining;

namespace Lana.Benchmarks.Distillation;

/// <summary>Checks that the number of workers does not change the results.</summary>
internal static class Identical
{
    private const int Steps = 20;
    private const int EveryNthLayer = 4;

    public static async Task<bool> RunAsync(
        Workload workload, string folder, DistillationSettings settings, CancellationToken cancellationToken)
    {
        var candidates = workload.Candidates(settings.Operations, layer => layer.Index % EveryNthLayer == 1);
        var losses = new List<string>();
        foreach (var workers in (int[])[1, 2, 4])
        {
            var entries = await workload.TrainAsync(
                candidates,
                Path.Combine(folder, $"{workers}"),
                Steps,
                new PretrainingOptions { Workers = workers },
                null,
                cancellationToken);
            losses.Add(string.Join('\n', entries));
        }

        return losses.All(text => text == losses[0]);
    }
}
