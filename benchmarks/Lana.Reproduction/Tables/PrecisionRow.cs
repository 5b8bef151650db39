namespace Lana.Reproduction.Tables;

/// <summary>The same trainings in one precision.</summary>
/// <param name="Precision">The precision.</param>
/// <param name="PretrainingSeconds">The duration of the pre-training of a few operations.</param>
/// <param name="PretrainingLoss">The mean of their normalised losses.</param>
/// <param name="FineTuningSeconds">The duration of the fine-tuning.</param>
/// <param name="HeldOutLoss">The loss of the fine-tuned network on held-out images.</param>
/// <param name="Accuracy">Its accuracy on test images, 0 to 1.</param>
internal sealed record PrecisionRow(
    string Precision,
    double PretrainingSeconds,
    double PretrainingLoss,
    double FineTuningSeconds,
    double HeldOutLoss,
    double Accuracy);
