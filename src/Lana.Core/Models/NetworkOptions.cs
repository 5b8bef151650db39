namespace Lana.Models;

/// <summary>The options that every network of <see cref="ModelRegistry"/> has.</summary>
public sealed record NetworkOptions
{
    /// <summary>The number of classes.</summary>
    /// <value>Default null: the network's own, see <see cref="NetworkDescription.Classes"/>; at least 1.</value>
    public int? Classes { get; init; }

    /// <summary>The number of channels of the input image.</summary>
    /// <value>Default 3; at least 1.</value>
    public int InputChannels { get; init; } = 3;

    /// <summary>The height and width of the input in pixels; one number for a square.</summary>
    /// <value>Default null: the network's own, see <see cref="NetworkDescription.Resolution"/>; at least 1.</value>
    public SpatialSize? Resolution { get; init; }

    /// <summary>The stride of the first convolution; 1 suits small images.</summary>
    /// <value>Default null: the network's own, 2 or (CIFAR networks) 1; 1 or 2.</value>
    public int? StemStride { get; init; }

    /// <summary>The width multiplier of all channels; products become multiples of 8.</summary>
    /// <value>Default 1; positive.</value>
    public double Width { get; init; } = 1.0;

    /// <summary>The depth multiplier of each stage's blocks, rounded up.</summary>
    /// <value>Default 1; positive.</value>
    public double Depth { get; init; } = 1.0;

    /// <summary>The number added to the variance of batch norms; it must be the one with which the weights were
    /// trained.</summary>
    /// <value>Default null: the network's own, 1e-5 or (EfficientNet from TensorFlow, MobileNet V3) 1e-3;
    /// positive.</value>
    public double? NormEpsilon { get; init; }

    /// <summary>The share of values dropped before the classifier, in training only.</summary>
    /// <value>Default 0; in [0, 1).</value>
    public double DropoutRate { get; init; }

    /// <summary>The rate of stochastic depth in training; it grows from 0 along the blocks to this.</summary>
    /// <value>Default 0; in [0, 1).</value>
    public double DropPathRate { get; init; }

    /// <summary>Width and depth by EfficientNet's compound rule, w = 1.1^φ and d = 1.2^φ.</summary>
    /// <param name="phi">φ: 0 for B0, larger for B1 and on, negative below B0.</param>
    /// <returns>Options that differ from the default in width and depth.</returns>
    /// <remarks>Tan and Le 2019, section 3.3 (β and α of their Eq. 3; the resolution stays free).</remarks>
    public static NetworkOptions Compound(double phi) => new()
    {
        Width = Math.Pow(1.1, phi),
        Depth = Math.Pow(1.2, phi),
    };
}
