using Lana.Pipeline;
using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Tables;

/// <summary>A student, as every table stores it.</summary>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
/// <param name="LatencyMs">Measured, in milliseconds.</param>
/// <param name="TeacherMs">The teacher's in the same measurement.</param>
/// <param name="BudgetMs">The budget in milliseconds.</param>
/// <param name="RankedLoss">The loss of the assembled network, before fine-tuning.</param>
/// <param name="Operations">The operation of each layer.</param>
/// <param name="StageSeconds">The duration of each stage when it ran.</param>
internal sealed record StudentRow(
    double Accuracy,
    double LatencyMs,
    double TeacherMs,
    double BudgetMs,
    double RankedLoss,
    IReadOnlyList<string> Operations,
    IReadOnlyDictionary<string, double> StageSeconds)
{
    /// <summary>The short fine-tunings of the search.</summary>
    /// <value>Default null: the scores alone chose.</value>
    public IReadOnlyList<TrialRow>? Trials { get; init; }

    public double Speedup => TeacherMs / LatencyMs;

    public static async Task<StudentRow> OfAsync(
        Experiment experiment, AccelerationResult result, CancellationToken cancellationToken) => new(
            await experiment.TestAsync(result.Student, cancellationToken),
            result.Latency.StudentMs,
            result.Latency.TeacherMs,
            result.Latency.BudgetMs,
            result.Chosen.RankedLoss,
            [.. result.Chosen.Selection.Operations],
            result.StageSeconds)
        {
            Trials = result.TrialSearch?.Trials.Select(TrialRow.Of).ToList(),
        };

    /// <summary>Accelerates the teacher and keeps only the numbers.</summary>
    public static Task<StudentRow> MakeAsync(
        Experiment experiment, StudentPlan plan, double share, CancellationToken cancellationToken) =>
        experiment.KeptAsync(plan.FingerprintAt(share), async () =>
        {
            using var result = await experiment.AccelerateAsync(
                plan, Problem.Budget.Latency(share), cancellationToken);
            return await OfAsync(experiment, result, cancellationToken);
        });
}
