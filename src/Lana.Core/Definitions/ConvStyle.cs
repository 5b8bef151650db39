namespace Lana.Definitions;

/// <summary>The settings that the convolutions of a network or family share.</summary>
/// <param name="Padding">The padding of borders.</param>
/// <param name="NormEpsilon">The number added to the variance of batch norms.</param>
/// <param name="Activation">The function after each convolution.</param>
internal sealed record ConvStyle(Padding Padding, double NormEpsilon, Activation Activation)
{
    public static ConvStyle Relu { get; } = new(Padding.Symmetric, 1e-5, Activation.Relu);

    public static ConvStyle Silu { get; } = new(Padding.Symmetric, 1e-5, Activation.Silu);

    /// <summary>The style of networks with SiLU whose weights were trained in TensorFlow.</summary>
    public static ConvStyle TensorFlow { get; } = new(Padding.Same, 1e-3, Activation.Silu);

    public Conv Conv(string name, string norm, int output, int kernel, int stride = 1) => new(name, output, kernel)
    {
        Stride = stride,
        Norm = norm,
        NormEpsilon = NormEpsilon,
        Padding = Padding,
        Activation = Activation,
    };

    /// <summary>A convolution with a norm and without an activation.</summary>
    public Conv Linear(string name, string norm, int output, int kernel, int stride = 1) =>
        Conv(name, norm, output, kernel, stride) with { Activation = Activation.None };

    public Conv Depthwise(string name, string norm, int channels, int kernel, int stride = 1) =>
        Conv(name, norm, channels, kernel, stride) with { Groups = channels };
}
