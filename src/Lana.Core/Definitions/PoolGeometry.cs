using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>The output shape and padding of a pool, checked once and used for cost, module and ONNX.</summary>
internal readonly record struct PoolGeometry(FeatureShape Output, Pads Pads, Pads Overhang)
{
    public static PoolGeometry Of(Pool pool, int channels, int height, int width) =>
        Of(pool, new FeatureShape(channels, height, width));

    public static PoolGeometry Of(Pool pool, FeatureShape input)
    {
        ThrowIfSenseless(pool);
        var pads = pool.Padding.PadsOf(pool.Window, input.Height, input.Width);
        var reach = pool.Window.Reach;
        if (Math.Max(pads.Top, pads.Bottom) >= reach.Height || Math.Max(pads.Left, pads.Right) >= reach.Width)
        {
            throw new ArgumentException($"A pool over {reach} positions sees nothing but its padding, {pool.Padding}.");
        }

        var rows = PoolAxis.Of(input.Height, pads.Top, pads.Bottom, reach.Height, pool.Stride.Height, pool.CeilMode);
        var columns = PoolAxis.Of(input.Width, pads.Left, pads.Right, reach.Width, pool.Stride.Width, pool.CeilMode);
        if (rows.Outputs < 1 || columns.Outputs < 1)
        {
            throw new ArgumentException(
                $"A pool over {reach} positions does not fit on a feature of shape {input}.");
        }

        var overhang = new Pads(0, 0, rows.Overhang, columns.Overhang);
        return new PoolGeometry(new FeatureShape(input.Channels, rows.Outputs, columns.Outputs), pads, overhang);
    }

    private static void ThrowIfSenseless(Pool pool)
    {
        if (!pool.Window.IsValid)
        {
            throw new ArgumentException(
                $"A pool's kernel {pool.Kernel}, stride {pool.Stride} and dilation {pool.Dilation} must be at least 1.");
        }

        if (pool.Function == PoolFunction.Average && pool.Dilation != 1)
        {
            throw new ArgumentException($"A mean has no dilation; got {pool.Dilation}.");
        }

        if (pool.Padding == Padding.Symmetric && !pool.Window.HasCentre)
        {
            throw new ArgumentException(
                $"A pool's symmetric padding needs a window over an odd number of positions; got {pool.Window.Reach}. Use " +
                $"{nameof(Padding)}.{nameof(Padding.None)} or {nameof(Padding)}.{nameof(Padding.Of)}.");
        }

        ThrowIfAmbiguous(pool);
    }

    // Refuses cases in which PyTorch and ONNX Runtime, or two versions of one of them, disagree.
    private static void ThrowIfAmbiguous(Pool pool)
    {
        if (!pool.CeilMode || pool.Padding == Padding.None)
        {
            return;
        }

        if (pool.Padding == Padding.Same)
        {
            throw new ArgumentException("A pool with SAME padding has no fraction to round up: leave CeilMode false.");
        }

        if (pool is { CountsPadding: true, Function: PoolFunction.Average })
        {
            throw new ArgumentException(
                "A mean with padding and CeilMode cannot count its padding, for runtimes disagree on it: set " +
                "CountsPadding to false.");
        }

        if (pool.Padding.Rule == PaddingRule.Explicit && !pool.Padding.Sides.IsSymmetric)
        {
            throw new ArgumentException(
                $"A pool with CeilMode is padded alike on opposite sides, for runtimes disagree on others; got {pool.Padding}.");
        }
    }
}
