using Lana.Pretraining;

namespace Lana.Benchmarks.Distillation;

/// <summary>The peak memory of a process that trained one pool, compared with its budget.</summary>
/// <param name="Operations">Operations of each layer.</param>
/// <param name="Candidates">The total number of operations.</param>
/// <param name="PeakBytes">The peak memory of the process.</param>
/// <param name="BeforeBytes">The memory before the training: torch, the teacher, the images.</param>
/// <param name="BudgetBytes">The memory budget.</param>
internal sealed record MemoryReport(int Operations, int Candidates, long PeakBytes, long BeforeBytes, long BudgetBytes)
{
    private const int Steps = 2;

    public double PeakOverBudget => (double)PeakBytes / BudgetBytes;

    public static async Task<MemoryReport> RunAsync(
        Workload workload, string folder, DistillationSettings settings, CancellationToken cancellationToken)
    {
        var before = Environment.WorkingSet;
        var candidates = workload.AllJobs(settings.Operations);
        var options = new PretrainingOptions { Workers = settings.Workers, MemoryBudgetBytes = settings.BudgetBytes };
        await workload.TrainAsync(candidates, folder, Steps, options, null, cancellationToken);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new MemoryReport(
            settings.Operations, candidates.Count, process.PeakWorkingSet64, before, settings.BudgetBytes);
    }
}
