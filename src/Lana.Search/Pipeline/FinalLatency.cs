using Lana.Timing;

namespace Lana.Pipeline;

/// <summary>Measures the finished student and its teacher together.</summary>
/// <remarks>Before it was chosen it was measured within the budget twice, and training does not change the latency: if
/// it misses the budget now, it is measured twice more, and the median counts.</remarks>
internal static class FinalLatency
{
    private const int Measurements = 3;

    public static async Task<MeasuredLatency> MeasureAsync(
        SelectionInputs inputs, LatencySubject student, StageContext context)
    {
        var measured = new List<MeasuredLatency>();
        do
        {
            var pairs = await inputs.Comparison
                .MeasureAsync([student], context.Progress, context.CancellationToken)
                .ConfigureAwait(false);
            measured.Add(inputs.Budget.Judge(pairs[0]));
        }
        while (!measured[0].IsWithinBudget && measured.Count < Measurements);

        return Median.By(measured, latency => latency.StudentMs / latency.BudgetMs);
    }
}
