using Lana.Measurement;
using Lana.Problem;

namespace Lana.Pipeline;

/// <summary>What a student takes in the end, beside its teacher.</summary>
/// <remarks>Before it was chosen it was measured within the budget twice, and training changes no latency: where it
/// misses the budget now, it is measured twice more, and the measurement in the middle counts.</remarks>
internal static class FinalLatency
{
    private const int Measurements = 3;

    public static async Task<MeasuredLatency> MeasureAsync(
        ILatencyMeter meter,
        LatencySubject teacher,
        LatencySubject student,
        Budget budget,
        TeacherHistory history,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        var comparison = new PairedComparison(meter, teacher)
        {
            IsRelative = budget.TeacherFraction is not null,
            History = history,
        };
        var measured = new List<MeasuredLatency>();
        do
        {
            var pairs = await comparison.MeasureAsync([student], progress, cancellationToken).ConfigureAwait(false);
            var (teacherMs, studentMs) = pairs[0];
            measured.Add(new MeasuredLatency(teacherMs, studentMs, budget.Resolve(teacherMs)));
        }
        while (!measured[0].IsWithinBudget && measured.Count < Measurements);

        return measured.OrderBy(latency => latency.StudentMs / latency.BudgetMs).ElementAt(measured.Count / 2);
    }
}
