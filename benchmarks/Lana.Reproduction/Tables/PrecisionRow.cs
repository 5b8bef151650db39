namespace Lana.Reproduction.Tables;

/// <summary>The same trainings in one precision. Processor time does not depend on other processes on the machine.</summary>
/// <param name="Precision">The precision.</param>
/// <param name="Pretraining">The processor time of the pre-training of a few operations, in seconds.</param>
/// <param name="PretrainingLoss">The mean of their normalised losses.</param>
/// <param name="FineTuning">The processor time of the fine-tuning, in seconds.</param>
/// <param name="HeldOutLoss">The loss of the fine-tuned network on held-out images.</param>
/// <param name="Accuracy">Its accuracy on test images, 0 to 1.</param>
internal sealed record PrecisionRow(
    string Precision,
    double Pretraining,
    double PretrainingLoss,
    double FineTuning,
    double HeldOutLoss,
    double Accuracy);
