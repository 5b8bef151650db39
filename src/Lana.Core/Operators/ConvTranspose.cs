using Lana.Kernels;
using Lana.Onnx;

namespace Lana.Operators;

/// <summary>A transposed convolution of a feature [C, H, W], also called deconvolution.</summary>
/// <remarks>H' = (H − 1) · stride + (kernel − 1) · dilation + 1 + output padding − padding above and below; W' is
/// computed in the same way.</remarks>
/// <param name="Kernel">[C, C' / groups, height, width].</param>
public sealed record ConvTranspose(OperatorWeight Kernel) : TensorOperator
{
    /// <summary>The number that is added to each channel, [C'].</summary>
    /// <value><see langword="null"/> by default: none.</value>
    public OperatorWeight? Bias { get; init; }

    /// <summary>The number of output positions from one input position to the next.</summary>
    /// <value>1 by default; at least 1 in each direction.</value>
    public SpatialSize Stride { get; init; } = 1;

    /// <summary>The steps between two positions that the kernel writes.</summary>
    /// <value>1 by default; at least 1 in each direction.</value>
    public SpatialSize Dilation { get; init; } = 1;

    /// <summary>The rows and columns that are cut off the beginning of the output.</summary>
    /// <value>0 by default; at least 0 in each direction.</value>
    public SpatialSize PaddingBefore { get; init; }

    /// <summary>The rows and columns that are cut off the end of the output.</summary>
    /// <value>0 by default; at least 0 in each direction.</value>
    public SpatialSize PaddingAfter { get; init; }

    /// <summary>The number of positions that are added at the end of each direction.</summary>
    /// <value>0 by default; at least 0 and below the stride or the dilation.</value>
    public SpatialSize OutputPadding { get; init; }

    /// <summary>The number of groups into which input and output channels are divided.</summary>
    /// <value>1 by default; at least 1.</value>
    public int Groups { get; init; } = 1;

    internal override ImmutableArray<OperatorWeight> Weights => Bias is null ? [Kernel] : [Kernel, Bias];

    private Pads Sides => new(PaddingBefore.Height, PaddingBefore.Width, PaddingAfter.Height, PaddingAfter.Width);

    private SpatialSize KernelSize => new(Kernel.Shape.Sizes[2], Kernel.Shape.Sizes[3]);

    private SlidingWindow Window => new(KernelSize, Stride, Dilation);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Feature("A transposed convolution", inputs);
        ThrowIfSenseless(input);
        var (reach, pads) = (Window.Reach, Sides);
        var height = checked(((input.Height - 1) * Stride.Height) + reach.Height + OutputPadding.Height - pads.Top - pads.Bottom);
        var width = checked(((input.Width - 1) * Stride.Width) + reach.Width + OutputPadding.Width - pads.Left - pads.Right);
        var channels = checked(Kernel.Shape.Sizes[1] * Groups);
        if (Bias is not null)
        {
            OperatorGuard.ThrowIfNot("A transposed convolution", new TensorShape(channels), Bias);
        }

        return height >= 1 && width >= 1
            ? new TensorShape(channels, height, width)
            : throw new ArgumentException($"A transposed convolution with padding {PaddingBefore} and {PaddingAfter} leaves nothing of {input}.", nameof(inputs));
    }

    internal override long CountMacs(ReadOnlySpan<TensorShape> inputs) =>
        checked(inputs[0].Count * Kernel.Shape.Sizes[1] * KernelSize.Area);

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var pads = Sides;
        if (pads.IsSymmetric)
        {
            return Transposed(inputs[0], weights, pads);
        }

        using var whole = Transposed(inputs[0], weights, default);
        using var rows = whole.slice(2, pads.Top, whole.shape[2] - pads.Bottom, 1);
        return rows.slice(3, pads.Left, whole.shape[3] - pads.Right, 1);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode(
            "ConvTranspose",
            [inputs[0], .. weights],
            ("kernel_shape", KernelSize.ToArray()),
            ("strides", Stride.ToArray()),
            ("dilations", Dilation.ToArray()),
            ("pads", Sides.ToOnnx()),
            ("output_padding", OutputPadding.ToArray()),
            ("group", (long)Groups));

    private Tensor Transposed(Tensor input, ReadOnlySpan<Tensor> weights, Pads pads) => nn.functional.conv_transpose2d(
        input,
        weights[0],
        Bias is null ? null : weights[1],
        Stride.ToArray(),
        [pads.Top, pads.Left],
        OutputPadding.ToArray(),
        Dilation.ToArray(),
        Groups);

    private void ThrowIfSenseless(FeatureShape input)
    {
        if (Kernel.Shape.Rank != 4 || Kernel.Shape.Sizes[0] != input.Channels || Groups < 1 || input.Channels % Groups != 0)
        {
            throw new ArgumentException(
                $"A transposed convolution with kernel {Kernel.Shape} and {Groups} groups does not fit {input}.", nameof(input));
        }

        var (height, width) = (Math.Max(Stride.Height, Dilation.Height), Math.Max(Stride.Width, Dilation.Width));
        if (!Window.IsValid || Math.Min(PaddingBefore.Min, PaddingAfter.Min) < 0 || OutputPadding.Min < 0
            || OutputPadding.Height >= height || OutputPadding.Width >= width)
        {
            throw new ArgumentException(
                $"A transposed convolution cannot have stride {Stride}, dilation {Dilation}, padding {PaddingBefore} and {PaddingAfter} and " +
                $"output padding {OutputPadding}.", nameof(input));
        }
    }
}
