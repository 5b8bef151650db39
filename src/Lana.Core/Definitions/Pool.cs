using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A pool over square windows: [C, H, W] becomes [C, H', W'].</summary>
/// <param name="Function">Largest value or mean.</param>
/// <param name="Kernel">The window's side, at least 1.</param>
public sealed record Pool(PoolFunction Function, int Kernel) : Definition
{
    /// <summary>The stride in both directions.</summary>
    /// <value>Default 1; at least 1.</value>
    public int Stride { get; init; } = 1;

    /// <summary>How the border is treated: filled with −∞ for a maximum and with 0 for an average.</summary>
    /// <value>Default <see cref="Padding.Symmetric"/>.</value>
    public Padding Padding { get; init; }

    /// <summary>Whether a last window may overhang the end of the map, so that sizes are rounded up.</summary>
    /// <value>Default false.</value>
    public bool CeilMode { get; init; }

    /// <summary>Whether a mean is taken over the padding too; what overhangs is never counted.</summary>
    /// <value>Default true, as in PyTorch.</value>
    public bool CountsPadding { get; init; } = true;

    internal override ModelCost Measure(FeatureShape input)
    {
        var output = PoolGeometry.Of(this, input).Output;
        return ModelCost.Free(output) with { ActivationBytes = output.Count * sizeof(float) };
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
        if (pads.IsSymmetric && pads.Top == pads.Left)
        {
            return Slide(input, pads.Top);
        }

        using var padded = pads.Apply(input, pool.Function == PoolFunction.Max ? float.NegativeInfinity : 0.0);
        var output = Slide(padded, 0);
        return pool is { Function: PoolFunction.Average, CountsPadding: false } ? Recount(output, input, pads) : output;
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var (output, pads, overhang) = PoolGeometry.Of(pool, input.Shape);
        (string, object)[] geometry =
        [
            ("kernel_shape", new long[] { pool.Kernel, pool.Kernel }),
            ("strides", new long[] { pool.Stride, pool.Stride }),
            ("pads", pads.Plus(overhang).ToOnnx()),
        ];
        return pool.Function == PoolFunction.Max
            ? graph.Add("MaxPool", output, [input], geometry)
            : graph.Add(
                "AveragePool",
                output,
                [input],
                [.. geometry, ("count_include_pad", pool.CountsPadding && !pool.CeilMode ? 1L : 0L)]);
    }

    private Tensor Slide(Tensor input, int padding) => pool.Function == PoolFunction.Max
        ? nn.functional.max_pool2d(input, pool.Kernel, pool.Stride, padding, ceil_mode: pool.CeilMode)
        : nn.functional.avg_pool2d(
            input, pool.Kernel, pool.Stride, padding, ceil_mode: pool.CeilMode, count_include_pad: pool.CountsPadding);

    // From the mean over all places of each window to the mean over those inside the map.
    private Tensor Recount(Tensor mean, Tensor input, Pads pads)
    {
        using var consumed = mean;
        using var map = ones([1, 1, input.shape[2], input.shape[3]], dtype: input.dtype, device: input.device);
        using var padded = pads.Apply(map);
        using var share = Slide(padded, 0);
        return mean.div(share);
    }
}
