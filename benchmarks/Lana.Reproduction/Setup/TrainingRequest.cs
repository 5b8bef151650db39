using Lana.Networks;
using Lana.Weights;

namespace Lana.Reproduction.Setup;

/// <summary>How one whole network is trained.</summary>
/// <param name="Epochs">How often it sees the training images.</param>
/// <param name="Seed">First weights and order of the images.</param>
internal sealed record TrainingRequest(int Epochs, ulong Seed)
{
    /// <summary>Whose outputs it learns from beside the labels; null for none.</summary>
    public Network? Teacher { get; init; }

    /// <summary>Whether it begins with weights that others trained.</summary>
    public bool BeginsWithPublicWeights { get; init; }

    /// <summary>How its weights are kept.</summary>
    public WeightType WeightType { get; init; } = WeightType.F32;
}
