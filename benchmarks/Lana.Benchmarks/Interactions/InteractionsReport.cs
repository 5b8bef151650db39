namespace Lana.Benchmarks.Interactions;

/// <summary>What the verb prints as its last line.</summary>
/// <param name="Teacher">The teacher's own loss and accuracy.</param>
/// <param name="Rows">Each way at each budget.</param>
/// <param name="Means">Each way over all budgets.</param>
/// <param name="Training">What training the pool took.</param>
/// <param name="Scoring">What scoring it took: every way needs that.</param>
/// <param name="Settings">How much of everything.</param>
/// <param name="At">When.</param>
internal sealed record InteractionsReport(
    Judgement Teacher,
    IReadOnlyList<WayRow> Rows,
    IReadOnlyList<WayMean> Means,
    Cost Training,
    Cost Scoring,
    InteractionsSettings Settings,
    DateTimeOffset At);
