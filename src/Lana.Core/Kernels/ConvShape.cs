namespace Lana.Kernels;

/// <summary>The parameters of a convolution on which its computation depends.</summary>
internal readonly record struct ConvShape(int Out, SlidingWindow Window, int Groups)
{
    public ConvShape(int output, int kernel, int stride, int groups)
        : this(output, new SlidingWindow(kernel, stride, 1), groups)
    {
    }

    public SpatialSize Kernel => Window.Size;

    public SpatialSize Stride => Window.Stride;

    public SpatialSize Dilation => Window.Dilation;
}
