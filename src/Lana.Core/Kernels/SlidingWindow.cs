namespace Lana.Kernels;

/// <summary>The window that a convolution or a pool moves over the map.</summary>
/// <param name="Size">The number of taps.</param>
/// <param name="Stride">The steps from one position of the window to the next.</param>
/// <param name="Dilation">The steps from one tap to the next.</param>
internal readonly record struct SlidingWindow(SpatialSize Size, SpatialSize Stride, SpatialSize Dilation)
{
    /// <summary>The number of positions from the first tap to the last, including both.</summary>
    public SpatialSize Reach => new(
        checked(((Size.Height - 1) * Dilation.Height) + 1), checked(((Size.Width - 1) * Dilation.Width) + 1));

    /// <summary>True if there are gaps between the taps.</summary>
    public bool IsDilated => Reach != Size;

    /// <summary>True if there is a position in the middle, which symmetric padding needs.</summary>
    public bool HasCentre => Reach.Height % 2 == 1 && Reach.Width % 2 == 1;

    public bool IsValid => Size.Min >= 1 && Stride.Min >= 1 && Dilation.Min >= 1;
}
