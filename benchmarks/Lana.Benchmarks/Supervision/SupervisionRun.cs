using System.Text.Json.Serialization;
using Lana.Pool;

namespace Lana.Benchmarks.Supervision;

/// <summary>One recovery of the teacher, piece by piece.</summary>
/// <param name="Epochs">The number of passes over the training images for each piece.</param>
/// <param name="Seed">Determines initial weights and the order of the images.</param>
/// <param name="LearningRate">The peak learning rate.</param>
/// <param name="Losses">The normalised loss of each piece at the end; null if it was not finite.</param>
internal sealed record SupervisionRun(int Epochs, ulong Seed, double LearningRate, IReadOnlyList<double?> Losses)
{
    /// <summary>The mean over the pieces, by which rates are compared.</summary>
    [JsonIgnore]
    public double Loss => Losses.Average(loss => loss ?? double.PositiveInfinity);

    /// <summary>Top-1 of the assembled network on the training images; null if it was not assembled.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>Top-1 on the test images.</summary>
    public double? TestAccuracy { get; init; }

    public override string ToString() =>
        $"seed {Seed}, {Epochs} epochs at {LearningRate}: {Loss:F4}, {TrainingAccuracy:P2} training, {TestAccuracy:P2} test";

    /// <summary>Creates a run from the entries of a pool.</summary>
    public static SupervisionRun Of(int epochs, ulong seed, double learningRate, IEnumerable<PoolEntry> entries) => new(
        epochs, seed, learningRate, [.. entries.Select(entry => entry.IsTrained ? entry.FinalLoss : (double?)null)]);
}
