using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A pool over windows: [C, H, W] becomes [C, H', W'].</summary>
/// <param name="Function">The largest value or the mean.</param>
/// <param name="Kernel">The window's size, at least 1 in each direction; one number for a square window.</param>
public sealed record Pool(PoolFunction Function, SpatialSize Kernel) : Definition
{
    /// <summary>The steps between two positions of the window.</summary>
    /// <value>Default 1; at least 1 in each direction.</value>
    public SpatialSize Stride { get; init; } = 1;

    /// <summary>The steps between two positions inside the window.</summary>
    /// <value>Default 1; at least 1 in each direction, and 1 for an average.</value>
    public SpatialSize Dilation { get; init; } = 1;

    /// <summary>The padding of the border: −∞ for a maximum and 0 for an average.</summary>
    /// <value>Default <see cref="Padding.Symmetric"/>.</value>
    public Padding Padding { get; init; }

    /// <summary>True to let a last window extend beyond the end of the map, so that sizes are rounded up.</summary>
    /// <value>Default false.</value>
    public bool CeilMode { get; init; }

    /// <summary>True to take a mean over the padding too; positions beyond the padding are never counted.</summary>
    /// <value>Default true, as in PyTorch.</value>
    public bool CountsPadding { get; init; } = true;

    internal SlidingWindow Window => new(Kernel, Stride, Dilation);

    internal override ModelCost Measure(FeatureShape input)
    {
        var output = PoolGeometry.Of(this, input).Output;
        return ModelCost.Kept(output);
    }

    internal override Block Create(FeatureShape input, Initializer initializer)
    {
        PoolGeometry.Of(this, input);
        return new PoolBlock(this);
    }
}

internal sealed class PoolBlock(Pool pool) : StatelessBlock
{
    public override Tensor Run(Tensor input, RunMode mode)
    {
        var (_, pads, _) = PoolGeometry.Of(pool, (int)input.shape[1], (int)input.shape[2], (int)input.shape[3]);
        if (pads.IsSymmetric && IsSmall(pads))
        {
            return Slide(input, pads);
        }

        using var padded = pads.Apply(input, pool.Function == PoolFunction.Max ? float.NegativeInfinity : 0.0);
        var output = Slide(padded, default);
        return pool is { Function: PoolFunction.Average, CountsPadding: false } ? Recount(output, input, pads) : output;
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var (output, pads, overhang) = PoolGeometry.Of(pool, input.Shape);
        (string, object)[] geometry =
        [
            ("kernel_shape", pool.Kernel.ToArray()),
            ("strides", pool.Stride.ToArray()),
            ("pads", pads.Plus(overhang).ToOnnx()),
            .. pool.Window.IsDilated ? new (string, object)[] { ("dilations", pool.Dilation.ToArray()) } : [],
        ];
        return pool.Function == PoolFunction.Max
            ? graph.Add("MaxPool", output, [input], geometry)
            : graph.Add(
                "AveragePool",
                output,
                [input],
                [.. geometry, ("count_include_pad", pool.CountsPadding && !pool.CeilMode ? 1L : 0L)]);
    }

    // torch accepts no padding of more than half the window.
    private bool IsSmall(Pads pads) =>
        pads.Top <= pool.Kernel.Height / 2 && pads.Left <= pool.Kernel.Width / 2;

    private Tensor Slide(Tensor input, Pads pads) => pool.Function == PoolFunction.Max
        ? nn.functional.max_pool2d(
            input,
            pool.Kernel.ToArray(),
            pool.Stride.ToArray(),
            [pads.Top, pads.Left],
            pool.Dilation.ToArray(),
            pool.CeilMode)
        : nn.functional.avg_pool2d(
            input,
            pool.Kernel.ToArray(),
            pool.Stride.ToArray(),
            [pads.Top, pads.Left],
            pool.CeilMode,
            pool.CountsPadding);

    // Converts the mean over all positions of each window to the mean over those inside the map.
    private Tensor Recount(Tensor mean, Tensor input, Pads pads)
    {
        using var consumed = mean;
        using var map = ones([1, 1, input.shape[2], input.shape[3]], dtype: input.dtype, device: input.device);
        using var padded = pads.Apply(map);
        using var share = Slide(padded, default);
        return mean.div(share);
    }
}
