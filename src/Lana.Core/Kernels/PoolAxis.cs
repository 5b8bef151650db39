namespace Lana.Kernels;

/// <summary>One direction of a pool.</summary>
/// <param name="Outputs">The size of the output; below 1 where no window fits.</param>
/// <param name="Overhang">The places that the last window needs after the padding.</param>
internal readonly record struct PoolAxis(int Outputs, int Overhang)
{
    /// <summary>Computes a direction.</summary>
    /// <param name="size">The places of the map.</param>
    /// <param name="before">The padding before them.</param>
    /// <param name="after">The padding after them, less than the window reaches over.</param>
    /// <param name="reach">The places from the window's first to its last.</param>
    /// <param name="stride">The steps between two places of the window.</param>
    /// <param name="ceils">Whether a last window may overhang.</param>
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
