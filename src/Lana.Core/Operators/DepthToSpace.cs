using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Moves channels to positions: [C · b², H, W] becomes [C, H · b, W · b].</summary>
/// <param name="BlockSize">b, at least 1.</param>
public sealed record DepthToSpace(int BlockSize) : TensorOperator
{
    /// <summary>The order of the channels.</summary>
    /// <value><see cref="DepthOrder.DepthColumnRow"/> by default, as in ONNX.</value>
    public DepthOrder Order { get; init; }

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Feature("A depth to space", inputs);
        var area = (long)BlockSize * BlockSize;
        return BlockSize >= 1 && input.Channels % area == 0
            ? new FeatureShape((int)(input.Channels / area), checked(input.Height * BlockSize), checked(input.Width * BlockSize))
            : throw new ArgumentException($"A depth to space by {BlockSize} does not divide the channels of {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        if (Order == DepthOrder.ColumnRowDepth)
        {
            return nn.functional.pixel_shuffle(inputs[0], BlockSize);
        }

        var (n, c, h, w) = (inputs[0].shape[0], inputs[0].shape[1], inputs[0].shape[2], inputs[0].shape[3]);
        long b = BlockSize;
        // [N, row, column, C, H, W] to [N, C, H, row, W, column]
        using var split = inputs[0].reshape(n, b, b, c / (b * b), h, w);
        using var ordered = split.permute(0, 3, 4, 1, 5, 2);
        return ordered.reshape(n, c / (b * b), h * b, w * b);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode(
            "DepthToSpace",
            inputs,
            ("blocksize", (long)BlockSize),
            ("mode", Order == DepthOrder.ColumnRowDepth ? "CRD" : "DCR"));
}
