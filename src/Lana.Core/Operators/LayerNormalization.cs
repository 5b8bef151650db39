using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Normalises a tensor of any rank to mean 0 and variance 1 over its last axes; then scales and shifts.</summary>
/// <param name="Axis">The first of the axes, 0 for the first one after the batch.</param>
/// <param name="Scale">The factors, with exactly the sizes of these axes.</param>
/// <remarks>Ba, Kiros and Hinton 2016 (arXiv 1607.06450).</remarks>
public sealed record LayerNormalization(int Axis, OperatorWeight Scale) : TensorOperator
{
    /// <summary>The numbers that are added afterwards, with the shape of the factors.</summary>
    /// <value><see langword="null"/> by default: nothing.</value>
    public OperatorWeight? Bias { get; init; }

    /// <summary>The number added to the variance, positive and finite.</summary>
    /// <value>10⁻⁵ by default.</value>
    /// <exception cref="ArgumentException">The value is not positive or not finite.</exception>
    public double Epsilon { get; init => field = OperatorGuard.Epsilon(value); } = 1e-5;

    internal override ImmutableArray<OperatorWeight> Weights => Bias is null ? [Scale] : [Scale, Bias];

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A layer norm", inputs);
        OperatorGuard.SizeOf("A layer norm", input, Axis);
        var normal = new TensorShape(input.Sizes[Axis..]);
        foreach (var weight in Weights)
        {
            OperatorGuard.ThrowIfNot("A layer norm", normal, weight);
        }

        return input;
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) => nn.functional.layer_norm(
        inputs[0], inputs[0].shape[(Axis + 1)..], weights[0], Bias is null ? null : weights[1], Epsilon);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("LayerNormalization", [inputs[0], .. weights], ("axis", Axis + 1L), ("epsilon", (float)Epsilon));
}
