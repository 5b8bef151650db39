using Lana.Networks;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>The training of one whole network.</summary>
/// <param name="Epochs">The number of passes over the training images.</param>
/// <param name="Seed">The seed of the initial weights and the order of the images.</param>
internal sealed record TrainingRequest(int Epochs, ulong Seed)
{
    /// <summary>The teacher whose outputs it learns from in addition to the labels; null for none.</summary>
    public Network? Teacher { get; init; }

    /// <summary>True if it starts with weights that others trained.</summary>
    public bool BeginsWithPublicWeights { get; init; }

    /// <summary>The number format of its stored weights.</summary>
    public WeightType WeightType { get; init; } = WeightType.F32;
}
