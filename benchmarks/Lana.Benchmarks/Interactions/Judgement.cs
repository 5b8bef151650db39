namespace Lana.Benchmarks.Interactions;

/// <summary>How good a network is, by images that had no part in choosing it.</summary>
/// <param name="Loss">On other training images, batch norms on the statistics of the batch.</param>
/// <param name="Accuracy">On held-out images without fine-tuning, batch norms measured anew; 0 to 1.</param>
internal sealed record Judgement(double Loss, double Accuracy);
