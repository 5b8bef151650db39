using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Normalises groups of channels of each example of a tensor [C, …] of any rank to mean 0 and variance 1; then
/// scales and shifts each channel.</summary>
/// <param name="Groups">The number of groups, at least 1; it divides C.</param>
/// <param name="Scale">The factor of each channel, [C].</param>
/// <param name="Bias">The number added to each channel, [C].</param>
/// <remarks>Wu and He 2018 (arXiv 1803.08494).</remarks>
public sealed record GroupNormalization(int Groups, OperatorWeight Scale, OperatorWeight Bias) : TensorOperator
{
    /// <summary>The number added to the variance, positive and finite.</summary>
    /// <value>10⁻⁵ by default.</value>
    /// <exception cref="ArgumentException">The value is not positive or not finite.</exception>
    public double Epsilon { get; init => field = OperatorGuard.Epsilon(value); } = 1e-5;

    internal override ImmutableArray<OperatorWeight> Weights => [Scale, Bias];

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A group norm", inputs);
        var channels = OperatorGuard.SizeOf("A group norm", input, 0);
        if (Groups < 1 || channels % Groups != 0)
        {
            throw new ArgumentException($"A group norm of {Groups} groups does not divide the channels of {input}.", nameof(inputs));
        }

        OperatorGuard.ThrowIfNot("A group norm", new TensorShape(channels), Scale);
        OperatorGuard.ThrowIfNot("A group norm", new TensorShape(channels), Bias);
        return input;
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        nn.functional.group_norm(inputs[0], Groups, weights[0], weights[1], Epsilon);

    // Opset 17 has no group norm: an instance norm of [N, groups, numbers] is written, followed by the scale and bias
    // of the channels.
    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var one = graph.Numbers(graph.ElementType, [.. Enumerable.Repeat(1.0f, Groups)]).Name;
        var zero = graph.Numbers(graph.ElementType, new float[Groups]).Name;
        var grouped = graph.AddNode("Reshape", [inputs[0], graph.Integers(0, Groups, -1)]);
        var normal = graph.AddNode("InstanceNormalization", [grouped, one, zero], ("epsilon", (float)Epsilon));
        var scaled = graph.AddNode("Mul", [graph.Reshape(normal, shapes[0]), graph.PerChannel(weights[0], shapes[0])]);
        return graph.AddNode("Add", [scaled, graph.PerChannel(weights[1], shapes[0])]);
    }
}
