namespace Lana.Acceleration;

/// <summary>The selection an acceleration settled on.</summary>
/// <param name="Operations">One operation name per layer, in order.</param>
/// <param name="RankedLoss">Its loss when it was ranked.</param>
/// <param name="PredictedMs">What the corrected table predicted before it was measured, in milliseconds.</param>
/// <param name="MeasuredMs">What the assembled network took, in milliseconds.</param>
/// <param name="BudgetMs">The budget in milliseconds.</param>
/// <param name="Rounds">How many selections were measured.</param>
public sealed record ChosenSelection(
    IReadOnlyList<string> Operations,
    double RankedLoss,
    double PredictedMs,
    double MeasuredMs,
    double BudgetMs,
    int Rounds);
