using Lana.Definitions;

namespace Lana.Models;

/// <summary>What is free in an <see cref="EfficientNet"/>.</summary>
public sealed record EfficientNetOptions
{
    /// <summary>The width multiplier w of all channels.</summary>
    /// <value>Default 1 (B0); positive.</value>
    public double Width { get; init; } = 1.0;

    /// <summary>The depth multiplier d of all repeats, rounded up.</summary>
    /// <value>Default 1 (B0); positive.</value>
    public double Depth { get; init; } = 1.0;

    /// <summary>The side of the square input, in pixels.</summary>
    /// <value>Default 224; at least 1.</value>
    public int Resolution { get; init; } = 224;

    /// <summary>Channels of the input image.</summary>
    /// <value>Default 3; at least 1.</value>
    public int InputChannels { get; init; } = 3;

    /// <summary>The stride of the stem; 1 suits small images.</summary>
    /// <value>Default 2; 1 or 2.</value>
    public int StemStride { get; init; } = 2;

    /// <summary>The number of classes.</summary>
    /// <value>Default 1000; at least 1.</value>
    public int Classes { get; init; } = 1000;

    /// <summary>The padding of all convolutions.</summary>
    /// <value>Default <see cref="Padding.Symmetric"/>; <see cref="Padding.Same"/> for weights that came from
    /// TensorFlow.</value>
    public Padding Padding { get; init; } = Padding.Symmetric;

    /// <summary>Added to the variance of batch norms.</summary>
    /// <value>Default 1e-5; 1e-3 for weights that came from TensorFlow.</value>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The share of values dropped before the classifier, in training only.</summary>
    /// <value>Default 0; in [0, 1).</value>
    public double DropoutRate { get; init; }

    /// <summary>The probability that the last residual branch is dropped for an image, in training only; it grows from
    /// 0 along the blocks.</summary>
    /// <value>Default 0; in [0, 1).</value>
    public double DropPathRate { get; init; }

    /// <summary>Width and depth by the compound rule, w = 1.1^φ and d = 1.2^φ.</summary>
    /// <param name="phi">φ: 0 for B0, larger for B1 and on, negative below B0.</param>
    /// <returns>Options that differ from the default in width and depth.</returns>
    /// <remarks>Tan and Le 2019, section 3.3 (β and α of their Eq. 3; the resolution stays free).</remarks>
    public static EfficientNetOptions Compound(double phi) => new()
    {
        Width = Math.Pow(1.1, phi),
        Depth = Math.Pow(1.2, phi),
    };
}
