using Lana.Onnx;

namespace Lana.Operators;

/// <summary>A leaky ReLU with learned slopes for a tensor of any rank: x if it is positive, otherwise slope · x.</summary>
/// <param name="Slope">The slopes; their axes are the last ones of the tensor, and those of size 1 are repeated.</param>
/// <remarks>He et al. 2015 (arXiv 1502.01852).</remarks>
public sealed record ParametricRelu(OperatorWeight Slope) : TensorOperator
{
    internal override ImmutableArray<OperatorWeight> Weights => [Slope];

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A parametric ReLU", inputs);
        return Slope.Shape.Rank <= input.Rank && OperatorGuard.Broadcast("A parametric ReLU", input, Slope.Shape) == input
            ? input
            : throw new ArgumentException($"A parametric ReLU cannot apply slopes {Slope.Shape} to {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var (input, slope) = (inputs[0], weights[0]);
        if (slope.numel() == 1 || IsPerChannel(input.dim() - 1))
        {
            using var flat = slope.reshape(-1);
            return input.prelu(flat);
        }

        // max(x, 0) − slope · max(−x, 0)
        using var positive = input.relu();
        using var mirrored = input.neg();
        using var negative = mirrored.relu();
        using var scaled = negative.mul(slope);
        return positive.sub(scaled);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("PRelu", [inputs[0], weights[0]]);

    private bool IsPerChannel(long rank) => Slope.Shape.Rank == rank && Slope.Shape.Sizes.Skip(1).All(size => size == 1);
}
