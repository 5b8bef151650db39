namespace Lana.Benchmarks.Supervision;

/// <summary>The results of one division of the teacher and one length of training.</summary>
/// <param name="Split">The division of the teacher.</param>
/// <param name="Pieces">The number of pieces.</param>
/// <param name="Epochs">The number of passes over the training images for each piece.</param>
/// <param name="LearningRate">The best of the rates by the training loss of one epoch.</param>
/// <param name="RateLosses">That loss at each rate, the mean over the pieces; null if it was not finite.</param>
/// <param name="TrainingAccuracy">Top-1 on the training images, the mean over the seeds.</param>
/// <param name="TestAccuracy">Top-1 on the test images, the mean over the seeds.</param>
/// <param name="Runs">One run for each seed.</param>
internal sealed record SupervisionRow(
    string Split,
    int Pieces,
    int Epochs,
    double LearningRate,
    IReadOnlyList<double?> RateLosses,
    double TrainingAccuracy,
    double TestAccuracy,
    IReadOnlyList<SupervisionRun> Runs)
{
    /// <summary>Computes the means.</summary>
    public static SupervisionRow Of(
        string split,
        int epochs,
        double learningRate,
        IReadOnlyList<SupervisionRun> tried,
        IReadOnlyList<SupervisionRun> runs) => new(
            split,
            runs[0].Losses.Count,
            epochs,
            learningRate,
            [.. tried.Select(run => double.IsFinite(run.Loss) ? run.Loss : (double?)null)],
            runs.Average(run => run.TrainingAccuracy)!.Value,
            runs.Average(run => run.TestAccuracy)!.Value,
            runs);

    public override string ToString() =>
        $"{Split} ({Pieces} pieces), {Epochs} epochs at {LearningRate}: {TrainingAccuracy:P2} training, {TestAccuracy:P2} test";
}
