using Lana.Calibration;

namespace Lana.Pipeline;

/// <summary>The integer program of a pipeline: minimises the scores within a predicted latency.</summary>
internal sealed class SelectionSearch(SelectionInputs inputs, StageContext context)
{
    private const string Latency = "latency";

    /// <summary>Solves the program within a predicted latency; there may be no solution.</summary>
    public async Task<SelectionResult> SolveAsync(ILatencyPredictor predictor, double limitMs)
    {
        var problem = Problem(predictor.ToCostTable(limitMs), limitMs);
        var result = await Task
            .Run(
                () => inputs.Selector.Select(problem, null, context.Progress, context.CancellationToken),
                context.CancellationToken)
            .ConfigureAwait(false);

        // A selector that is stopped returns its best so far, which may not be the optimum.
        context.CancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>The best selection by other scores within a latency; null if there is none.</summary>
    public Selection? SolveOnce(ScoreTable scores, CostTable latencies, double maxMs)
    {
        var result = inputs.Selector.Select(
            Problem(scores, latencies, maxMs), new SelectionOptions { Solutions = 1 }, null, context.CancellationToken);
        context.CancellationToken.ThrowIfCancellationRequested();
        return result.Solutions.Count > 0 ? result.Solutions[0].Selection : null;
    }

    /// <summary>Creates the problem for a latency limit.</summary>
    public SelectionProblem Problem(CostTable latencies, double maxMs) => Problem(inputs.Scores.Value, latencies, maxMs);

    private static SelectionProblem Problem(ScoreTable scores, CostTable latencies, double maxMs) => SelectionProblem.Create()
        .Scores(scores)
        .Cost(Latency, latencies)
        .Limit(Latency, maximum: maxMs)
        .Build();

    /// <summary>The prediction corrected by a measured selection, and the limits for selections to compare with it. The
    /// limit of predictions is scaled by the error that the correction leaves for the selection, so that the
    /// selection's own prediction is always within it.</summary>
    public LatencyLimits Around(MeasuredSelection start)
    {
        var predictor = new TableLatencyPredictor(inputs.Table).Observe(start.Selection, start.MeasuredMs);
        var limit = Math.Max(inputs.Budget.Ms * (1.0 - inputs.SafetyMargin), start.MeasuredMs);
        return new LatencyLimits(
            predictor, limit * predictor.Predict(start.Selection).LatencyMs / start.MeasuredMs, limit);
    }
}
