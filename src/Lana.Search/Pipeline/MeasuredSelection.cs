using Lana.Selections;

namespace Lana.Pipeline;

/// <summary>The selection an acceleration settled on.</summary>
/// <param name="Selection">The candidate of each layer.</param>
/// <param name="RankedLoss">Its loss when it was ranked.</param>
/// <param name="PredictedMs">What the corrected table predicted before it was measured, in milliseconds.</param>
/// <param name="MeasuredMs">What the assembled network took, in milliseconds.</param>
/// <param name="BudgetMs">The budget in milliseconds.</param>
/// <param name="Rounds">How many selections were measured.</param>
public sealed record MeasuredSelection(
    Selection Selection,
    double RankedLoss,
    double PredictedMs,
    double MeasuredMs,
    double BudgetMs,
    int Rounds);
