namespace Lana.Pipeline;

/// <summary>A selection whose assembled network was ranked and measured.</summary>
/// <param name="Selection">The candidate of each layer.</param>
/// <param name="RankedLoss">The loss of the network when it was ranked.</param>
/// <param name="PredictedMs">The latency that was predicted before the measurement, in milliseconds.</param>
/// <param name="MeasuredMs">The measured latency in milliseconds.</param>
/// <param name="BudgetMs">The budget in milliseconds.</param>
/// <param name="Rounds">The number of selections that were measured.</param>
public sealed record MeasuredSelection(
    Selection Selection, double RankedLoss, double PredictedMs, double MeasuredMs, double BudgetMs, int Rounds);
