namespace Lana.Definitions;

/// <summary>The cost of a definition for one input shape, known before any weight exists.</summary>
/// <param name="Output">The output shape, [C, H, W].</param>
/// <param name="Parameters">The number of trainable parameters, counted as in PyTorch.</param>
/// <param name="Macs">Multiply-accumulates per image of convolutions, linear layers and attention products.</param>
/// <param name="ShippedBytes">Bytes of weights in the fused ONNX form.</param>
/// <param name="ActivationBytes">Bytes of all intermediate float32 outputs per image, kept in training.</param>
public readonly record struct ModelCost(
    FeatureShape Output, long Parameters, long Macs, long ShippedBytes, long ActivationBytes)
{
    /// <summary>The cost of an identity, whose output is its input.</summary>
    /// <param name="shape">The shape that passes through.</param>
    /// <returns>Zeros and <paramref name="shape"/>.</returns>
    public static ModelCost Free(FeatureShape shape) => new(shape, 0, 0, 0, 0);

    /// <summary>The cost of an operation without weights and products, whose output is kept.</summary>
    internal static ModelCost Kept(FeatureShape output) =>
        Free(output) with { ActivationBytes = output.Count * sizeof(float) };

    /// <summary>The cost of this definition followed by <paramref name="next"/>.</summary>
    /// <param name="next">The cost of the following definition, for this output.</param>
    /// <returns>The sums, with the output of <paramref name="next"/>.</returns>
    /// <exception cref="OverflowException">A sum is beyond 2⁶³ − 1.</exception>
    public ModelCost Then(ModelCost next) => checked(next with
    {
        Parameters = Parameters + next.Parameters,
        Macs = Macs + next.Macs,
        ShippedBytes = ShippedBytes + next.ShippedBytes,
        ActivationBytes = ActivationBytes + next.ActivationBytes,
    });
}
