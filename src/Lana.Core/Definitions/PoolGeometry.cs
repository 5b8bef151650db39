using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>What a pool does to a shape: checked once, used by all three readings.</summary>
internal readonly record struct PoolGeometry(FeatureShape Output, Pads Pads, Pads Overhang)
{
    public static PoolGeometry Of(Pool pool, int channels, int height, int width) =>
        Of(pool, new FeatureShape(channels, height, width));

    public static PoolGeometry Of(Pool pool, FeatureShape input)
    {
        ThrowIfSenseless(pool);
        var pads = pool.Padding.PadsOf(pool.Kernel, pool.Stride, input.Height, input.Width);
        var height = OutputSize(pool, input.Height, pads.Top, pads.Bottom);
        var width = OutputSize(pool, input.Width, pads.Left, pads.Right);
        if (height < 1 || width < 1)
        {
            throw new ArgumentException(
                $"A pool of {pool.Kernel}×{pool.Kernel} does not fit on a feature of shape {input}.");
        }

        var overhang = new Pads(
            0,
            0,
            Overhanging(pool, height, input.Height + pads.Top + pads.Bottom),
            Overhanging(pool, width, input.Width + pads.Left + pads.Right));
        return new PoolGeometry(new FeatureShape(input.Channels, height, width), pads, overhang);
    }

    private static void ThrowIfSenseless(Pool pool)
    {
        if (pool.Kernel < 1 || pool.Stride < 1)
        {
            throw new ArgumentException($"A pool's kernel {pool.Kernel} and stride {pool.Stride} must be at least 1.");
        }

        if (pool.Padding == Padding.Symmetric && pool.Kernel % 2 == 0)
        {
            throw new ArgumentException(
                $"A pool's symmetric padding needs an odd kernel; got {pool.Kernel}. Use " +
                $"{nameof(Padding)}.{nameof(Padding.None)}.");
        }

        if (pool.CeilMode && pool.Padding == Padding.Same)
        {
            throw new ArgumentException("A pool with SAME padding has no fraction to round up: leave CeilMode false.");
        }

        if (pool is { CeilMode: true, CountsPadding: true, Function: PoolFunction.Average, Padding: Padding.Symmetric })
        {
            throw new ArgumentException(
                "A mean with symmetric padding and CeilMode cannot count its padding, for runtimes disagree on it: set " +
                "CountsPadding to false.");
        }
    }

    private static int OutputSize(Pool pool, int size, int before, int after)
    {
        var free = checked(size + before + after) - pool.Kernel;
        if (!pool.CeilMode)
        {
            return free < 0 ? 0 : (free / pool.Stride) + 1;
        }

        // PyTorch's rule: every window begins inside the map or its left padding.
        var rounded = (int)Math.Ceiling((double)free / pool.Stride) + 1;
        return (rounded - 1) * pool.Stride >= size + before ? rounded - 1 : rounded;
    }

    private static int Overhanging(Pool pool, int outputs, int padded) =>
        Math.Max(((outputs - 1) * pool.Stride) + pool.Kernel - padded, 0);
}
