using Lana.Pretraining;

namespace Lana.Benchmarks.Distillation;

/// <summary>The growth of memory over the steps of a long training.</summary>
/// <param name="BytesPerStep">The slope of the resident memory by least squares.</param>
/// <param name="Steps">The steps of the regression; those before the memory has settled are left out.</param>
/// <param name="Megabytes">The resident memory at ten points of the whole training.</param>
internal sealed record GrowthReport(double BytesPerStep, long Steps, IReadOnlyList<double> Megabytes)
{
    private const int Moments = 10;
    private const int Operations = 3;
    private const int Layer = 2;

    public static async Task<GrowthReport> RunAsync(
        Workload workload, string folder, DistillationSettings settings, CancellationToken cancellationToken)
    {
        var sampler = new Sampler();
        var candidates = workload.Candidates(Operations, layer => layer.Index == Layer);
        var options = new PretrainingOptions { Workers = settings.Workers };
        await workload.TrainAsync(candidates, folder, settings.GrowthSteps, options, sampler, cancellationToken);
        var settled = sampler.Samples
            .Select(sample => (Step: (double)sample.Done / candidates.Count, sample.Bytes))
            .Where(sample => sample.Step > settings.GrowthSteps / 3.0)
            .ToList();
        var (step, bytes) = (settled.Average(sample => sample.Step), settled.Average(sample => sample.Bytes));
        return new GrowthReport(
            settled.Sum(sample => (sample.Step - step) * (sample.Bytes - bytes))
                / settled.Sum(sample => (sample.Step - step) * (sample.Step - step)),
            (long)(settled[^1].Step - settled[0].Step),
            [.. Enumerable.Range(1, Moments).Select(
                moment => sampler.Samples[(sampler.Samples.Count - 1) * moment / Moments].Bytes / 1e6)]);
    }

    // On the trainer's own thread, so that steps and bytes belong together.
    private sealed class Sampler : IProgress<LanaProgress>
    {
        public List<(long Done, double Bytes)> Samples { get; } = [];

        public void Report(LanaProgress value)
        {
            GC.Collect();
            Samples.Add((value.Done, Environment.WorkingSet));
        }
    }
}
