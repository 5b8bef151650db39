namespace Lana.FineTuning;

/// <summary>The result of a fine-tuning.</summary>
/// <param name="Steps">Steps taken, those before an interruption included.</param>
/// <param name="Epochs">Epochs that were begun.</param>
/// <param name="FinalLoss">The mean training loss of the last epoch.</param>
/// <param name="ValidationAccuracy">The best accuracy on held-out images, 0 to 1; null without any.</param>
/// <param name="BestEpoch">The 1-based epoch whose weights were kept; the last without held-out images.</param>
public sealed record FineTuningResult(
    long Steps, int Epochs, double FinalLoss, double? ValidationAccuracy, int BestEpoch);
