using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Normalises each channel of each example of a tensor [C, …] of at least rank 2 to mean 0 and variance 1;
/// then scales and shifts.</summary>
/// <param name="Scale">The factor of each channel, [C].</param>
/// <param name="Bias">The number added to each channel, [C].</param>
/// <remarks>Ulyanov et al. 2016 (arXiv 1607.08022).</remarks>
public sealed record InstanceNormalization(OperatorWeight Scale, OperatorWeight Bias) : TensorOperator
{
    /// <summary>The number added to the variance, positive and finite.</summary>
    /// <value>10⁻⁵ by default.</value>
    /// <exception cref="ArgumentException">The value is not positive or not finite.</exception>
    public double Epsilon { get; init => field = OperatorGuard.Epsilon(value); } = 1e-5;

    internal override ImmutableArray<OperatorWeight> Weights => [Scale, Bias];

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("An instance norm", inputs);
        if (input.Rank < 2)
        {
            throw new ArgumentException($"An instance norm takes channels of several numbers; got {input}.", nameof(inputs));
        }

        var channels = new TensorShape(input.Sizes[0]);
        OperatorGuard.ThrowIfNot("An instance norm", channels, Scale);
        OperatorGuard.ThrowIfNot("An instance norm", channels, Bias);
        return input;
    }

    // A group norm with one group for each channel, which accepts any rank.
    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        nn.functional.group_norm(inputs[0], inputs[0].shape[1], weights[0], weights[1], Epsilon);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("InstanceNormalization", [inputs[0], .. weights], ("epsilon", (float)Epsilon));
}
