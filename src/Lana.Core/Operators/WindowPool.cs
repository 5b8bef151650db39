using Lana.Kernels;
using Lana.Onnx;

namespace Lana.Operators;

/// <summary>A pool over windows of a feature, as general as in ONNX: [C, H, W] becomes [C, H', W'].</summary>
/// <remarks>Unlike the definition of a pool, it can round sizes up even if the padding differs from side to side or is
/// counted.</remarks>
/// <param name="Function">The largest value or the mean.</param>
/// <param name="Kernel">The window's size, at least 1 in each direction.</param>
public sealed record WindowPool(PoolFunction Function, SpatialSize Kernel) : TensorOperator
{
    /// <summary>The steps between two positions of the window.</summary>
    /// <value>1 by default; at least 1 in each direction.</value>
    public SpatialSize Stride { get; init; } = 1;

    /// <summary>The steps between two positions inside the window.</summary>
    /// <value>1 by default; at least 1 in each direction, and 1 for a mean.</value>
    public SpatialSize Dilation { get; init; } = 1;

    /// <summary>The rows and columns before the map: −∞ for a maximum and 0 for a mean.</summary>
    /// <value>0 by default; at least 0 and less than the reach of the window.</value>
    public SpatialSize PaddingBefore { get; init; }

    /// <summary>The rows and columns after the map: −∞ for a maximum and 0 for a mean.</summary>
    /// <value>0 by default; at least 0 and less than the reach of the window.</value>
    public SpatialSize PaddingAfter { get; init; }

    /// <summary>Gets a value that indicates whether a last window may extend beyond the end of the map, so that sizes
    /// are rounded up. It begins inside the map or the padding before it.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool CeilMode { get; init; }

    /// <summary>Gets a value that indicates whether a mean is taken over the padding too; positions beyond the padding
    /// are never counted.</summary>
    /// <value><see langword="false"/> by default, as in ONNX.</value>
    public bool CountsPadding { get; init; }

    private Pads Sides => new(PaddingBefore.Height, PaddingBefore.Width, PaddingAfter.Height, PaddingAfter.Width);

    private SlidingWindow Window => new(Kernel, Stride, Dilation);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Feature("A pool", inputs);
        ThrowIfSenseless();
        var (rows, columns) = SidesOf(input.Height, input.Width);
        return Fits(input) && rows.Outputs >= 1 && columns.Outputs >= 1
            ? new FeatureShape(input.Channels, rows.Outputs, columns.Outputs)
            : throw new ArgumentException($"A pool over {Window.Reach} positions does not fit on {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        using var scope = NewDisposeScope();
        var input = inputs[0];
        var overhang = OverhangOf((int)input.shape[2], (int)input.shape[3]);
        var around = Sides.Plus(overhang);
        if (Function == PoolFunction.Max)
        {
            var filled = around.Apply(input, float.NegativeInfinity);
            return nn.functional.max_pool2d(filled, Kernel.ToArray(), Stride.ToArray(), dilation: Dilation.ToArray())
                .MoveToOuterDisposeScope();
        }

        var mean = Mean(around.Apply(input));
        var map = ones([1, 1, input.shape[2], input.shape[3]], dtype: input.dtype, device: input.device);
        var counted = CountsPadding ? overhang.Apply(Sides.Apply(map, 1.0)) : around.Apply(map);
        return mean.div(Mean(counted)).MoveToOuterDisposeScope();
    }

    // The padding is written with explicit numbers, since runtimes disagree about CeilMode.
    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var feature = shapes[0].ToFeature();
        var (pads, overhang) = (Sides, OverhangOf(feature.Height, feature.Width));
        var around = pads.Plus(overhang);
        if (Function == PoolFunction.Max)
        {
            // ONNX Runtime accepts no padding as large as the kernel, which is possible for a dilated window.
            var isSmall = Math.Max(around.Top, around.Bottom) < Kernel.Height && Math.Max(around.Left, around.Right) < Kernel.Width;
            var input = isSmall ? inputs[0] : graph.Pad(inputs[0], around, double.NegativeInfinity);
            return graph.AddNode("MaxPool", [input], [.. Attributes(isSmall ? around : default), ("dilations", Dilation.ToArray())]);
        }

        return CountsPadding && pads != default
            ? graph.AddNode("AveragePool", [graph.Pad(inputs[0], pads, 0.0)], Attributes(overhang))
            : graph.AddNode("AveragePool", inputs, Attributes(around));
    }

    private (string, object)[] Attributes(Pads pads) =>
        [("kernel_shape", Kernel.ToArray()), ("strides", Stride.ToArray()), ("pads", pads.ToOnnx())];

    private Tensor Mean(Tensor padded) => nn.functional.avg_pool2d(padded, Kernel.ToArray(), Stride.ToArray());

    private Pads OverhangOf(int height, int width)
    {
        var (rows, columns) = SidesOf(height, width);
        return new Pads(0, 0, rows.Overhang, columns.Overhang);
    }

    private (PoolAxis Rows, PoolAxis Columns) SidesOf(int height, int width)
    {
        var (reach, pads) = (Window.Reach, Sides);
        return (
            PoolAxis.Of(height, pads.Top, pads.Bottom, reach.Height, Stride.Height, CeilMode),
            PoolAxis.Of(width, pads.Left, pads.Right, reach.Width, Stride.Width, CeilMode));
    }

    // ONNX does not support a window that extends beyond the map and all of its padding.
    private bool Fits(FeatureShape input) =>
        (long)input.Height + PaddingBefore.Height + PaddingAfter.Height >= Window.Reach.Height
        && (long)input.Width + PaddingBefore.Width + PaddingAfter.Width >= Window.Reach.Width;

    private void ThrowIfSenseless()
    {
        var (pads, isWindow) = (Sides, Window.IsValid && (Function == PoolFunction.Max || Dilation == 1));
        if (!isWindow || Math.Min(PaddingBefore.Min, PaddingAfter.Min) < 0
            || Math.Max(pads.Top, pads.Bottom) >= Window.Reach.Height || Math.Max(pads.Left, pads.Right) >= Window.Reach.Width)
        {
            throw new ArgumentException(
                $"A {Function} pool cannot have kernel {Kernel}, stride {Stride}, dilation {Dilation} and padding {PaddingBefore} and " +
                $"{PaddingAfter}.");
        }
    }
}
