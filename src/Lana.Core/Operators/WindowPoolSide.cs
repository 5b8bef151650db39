namespace Lana.Operators;

/// <summary>One direction of a <see cref="WindowPool"/>.</summary>
/// <param name="Outputs">The size of the output.</param>
/// <param name="Overhang">The places that the last window needs behind the padding.</param>
internal readonly record struct WindowPoolSide(int Outputs, int Overhang)
{
    /// <summary>Computes a direction; the output is below 1 where no window fits.</summary>
    /// <param name="size">The map's places.</param>
    /// <param name="before">The padding before them.</param>
    /// <param name="after">The padding after them.</param>
    /// <param name="reach">The places from the window's first to its last.</param>
    /// <param name="stride">The steps between two places of the window.</param>
    /// <param name="ceils">Whether a last window may overhang.</param>
    public static WindowPoolSide Of(int size, int before, int after, int reach, int stride, bool ceils)
    {
        var padded = checked(size + before + after);
        if (padded < reach)
        {
            return default;
        }

        var steps = (padded - reach) / stride;
        // A window that begins behind the map is left out, as PyTorch and ONNX have it.
        if (ceils && (padded - reach) % stride != 0 && (steps + 1L) * stride < size + before)
        {
            steps++;
        }

        return new WindowPoolSide(steps + 1, Math.Max(checked((int)(((long)steps * stride) + reach - padded)), 0));
    }
}
