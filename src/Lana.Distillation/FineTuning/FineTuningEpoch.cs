namespace Lana.FineTuning;

/// <summary>The losses of one epoch of a fine-tuning.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Loss">The mean training loss, which includes the distance to the teacher.</param>
/// <param name="ValidationLoss">The mean loss on held-out images after the epoch, without the teacher; null if the epoch
/// was not evaluated, +∞ if the loss is not a number.</param>
/// <param name="ValidationAccuracy">The accuracy on held-out images, 0 to 1; null if the epoch was not evaluated.</param>
public sealed record FineTuningEpoch(int Epoch, double Loss, double? ValidationLoss, double? ValidationAccuracy);
