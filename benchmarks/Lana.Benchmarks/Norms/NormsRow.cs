namespace Lana.Benchmarks.Norms;

/// <summary>One student, fine-tuned with norms and without.</summary>
/// <param name="Share">Its multiply-accumulates as a share of the teacher's.</param>
/// <param name="Epochs">The epochs of fine-tuning.</param>
/// <param name="LearningRate">The peak of the learning rate.</param>
/// <param name="Seed">Decides the order of the images.</param>
/// <param name="Folded">Test accuracy, 0 to 1, of the student that trains as the file is.</param>
/// <param name="Restored">Test accuracy, 0 to 1, of the student that has norms while it trains.</param>
/// <param name="FoldedHeldOut">Held-out accuracy of the first.</param>
/// <param name="RestoredHeldOut">Held-out accuracy of the second.</param>
internal sealed record NormsRow(
    double Share,
    int Epochs,
    double LearningRate,
    ulong Seed,
    double Folded,
    double Restored,
    double FoldedHeldOut,
    double RestoredHeldOut);
