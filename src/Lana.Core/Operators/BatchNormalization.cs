using Lana.Onnx;

namespace Lana.Operators;

/// <summary>A batch norm with fixed statistics on a tensor [C, …] of any rank.</summary>
/// <remarks>(x − mean) / √(variance + ε) · scale + bias; Ioffe and Szegedy 2015 (arXiv 1502.03167).</remarks>
/// <param name="Scale">The factor of each channel, [C].</param>
/// <param name="Bias">The number added to each channel, [C].</param>
/// <param name="Mean">The mean of each channel, [C]; fine-tuning does not change it.</param>
/// <param name="Variance">The variance of each channel, [C], at least 0; fine-tuning does not change it.</param>
public sealed record BatchNormalization(
    OperatorWeight Scale, OperatorWeight Bias, OperatorWeight Mean, OperatorWeight Variance) : TensorOperator
{
    /// <summary>ε, positive and finite.</summary>
    /// <value>10⁻⁵ by default.</value>
    /// <exception cref="ArgumentException">The value is not positive or not finite.</exception>
    public double Epsilon { get; init => field = OperatorGuard.Epsilon(value); } = 1e-5;

    internal override ImmutableArray<OperatorWeight> Weights => [Scale, Bias, Mean, Variance];

    internal override int BufferCount => 2;

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A batch norm", inputs);
        var channels = new TensorShape(OperatorGuard.SizeOf("A batch norm", input, 0));
        foreach (var weight in Weights)
        {
            OperatorGuard.ThrowIfNot("A batch norm", channels, weight);
        }

        return input;
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) => nn.functional.batch_norm(
        inputs[0], weights[2], weights[3], weights[0], weights[1], training: false, eps: Epsilon);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("BatchNormalization", [inputs[0], .. weights], ("epsilon", (float)Epsilon));
}
