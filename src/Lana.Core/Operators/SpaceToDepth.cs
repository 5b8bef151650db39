using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Moves positions to channels: [C, H · b, W · b] becomes [C · b², H, W].</summary>
/// <remarks>In the result the channel of the input varies fastest, then the column in a block, then the row.</remarks>
/// <param name="BlockSize">b, at least 1.</param>
public sealed record SpaceToDepth(int BlockSize) : TensorOperator
{
    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Feature("A space to depth", inputs);
        return BlockSize >= 1 && input.Height % BlockSize == 0 && input.Width % BlockSize == 0
            ? new FeatureShape(
                checked(input.Channels * BlockSize * BlockSize), input.Height / BlockSize, input.Width / BlockSize)
            : throw new ArgumentException($"A space to depth by {BlockSize} does not divide the sides of {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var (n, c, h, w) = (inputs[0].shape[0], inputs[0].shape[1], inputs[0].shape[2], inputs[0].shape[3]);
        long b = BlockSize;
        // [N, C, H, row, W, column] to [N, row, column, C, H, W]
        using var split = inputs[0].reshape(n, c, h / b, b, w / b, b);
        using var ordered = split.permute(0, 3, 5, 1, 2, 4);
        return ordered.reshape(n, c * b * b, h / b, w / b);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("SpaceToDepth", inputs, ("blocksize", (long)BlockSize));
}
