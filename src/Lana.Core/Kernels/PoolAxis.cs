namespace Lana.Kernels;

/// <summary>One direction of a pool.</summary>
/// <param name="Outputs">The size of the output; below 1 if no window fits.</param>
/// <param name="Overhang">The number of positions that the last window needs after the padding.</param>
internal readonly record struct PoolAxis(int Outputs, int Overhang)
{
    /// <summary>Computes a direction.</summary>
    /// <param name="size">The number of positions of the map.</param>
    /// <param name="before">The padding before the map.</param>
    /// <param name="after">The padding after the map, less than the reach of the window.</param>
    /// <param name="reach">The number of positions from the window's first to its last.</param>
    /// <param name="stride">The steps between two positions of the window.</param>
    /// <param name="ceils">True if a last window may extend beyond the end.</param>
    public static PoolAxis Of(int size, int before, int after, int reach, int stride, bool ceils)
    {
        var padded = checked(size + before + after);
        var free = padded - reach;
        if (free < 0 && !ceils)
        {
            return default;
        }

        var steps = ceils ? (long)Math.Ceiling((double)free / stride) : free / stride;
        // The rule of PyTorch and ONNX: every window begins inside the map or the padding before it.
        if (ceils && steps * stride >= size + before)
        {
            steps--;
        }

        return new PoolAxis((int)steps + 1, Math.Max(checked((int)((steps * stride) + reach - padded)), 0));
    }
}
