namespace Lana.Kernels;

/// <summary>The window that a convolution or a pool moves over the map.</summary>
/// <param name="Size">Its taps.</param>
/// <param name="Stride">From one place of the window to the next.</param>
/// <param name="Dilation">From one tap to the next.</param>
internal readonly record struct SlidingWindow(SpatialSize Size, SpatialSize Stride, SpatialSize Dilation)
{
    /// <summary>The positions from the first tap to the last, both counted.</summary>
    public SpatialSize Reach => new(
        checked(((Size.Height - 1) * Dilation.Height) + 1), checked(((Size.Width - 1) * Dilation.Width) + 1));

    /// <summary>Whether there are gaps between the taps.</summary>
    public bool IsDilated => Reach != Size;

    /// <summary>Whether one position is in the middle, which symmetric padding needs.</summary>
    public bool HasCentre => Reach.Height % 2 == 1 && Reach.Width % 2 == 1;

    public bool IsValid => Size.Min >= 1 && Stride.Min >= 1 && Dilation.Min >= 1;
}
