using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>What is left of a layer.</summary>
/// <param name="Share">The share of its inner channels, above 0 and at most 1.</param>
internal sealed record PruningRule(double Share)
{
    /// <summary>The side of the largest kernel; larger ones are cut to it around their centre.</summary>
    public int MaxKernel { get; init; } = int.MaxValue;

    /// <summary>Whether gates such as squeeze-and-excitation stay.</summary>
    public bool KeepsGates { get; init; } = true;

    /// <summary>The convolution with its kernel after the cut; odd stays odd, so that the centre stays the centre.</summary>
    /// <remarks>Where the padding does not follow the kernel's size, it gets smaller by as much: the output keeps its shape.</remarks>
    public Conv Cut(Conv conv)
    {
        var kernel = new SpatialSize(Cut(conv.Kernel.Height), Cut(conv.Kernel.Width));
        if (conv.Padding == Padding.Symmetric || conv.Padding == Padding.Same)
        {
            return conv with { Kernel = kernel };
        }

        var rows = (conv.Kernel.Height - kernel.Height) / 2 * conv.Dilation.Height;
        var columns = (conv.Kernel.Width - kernel.Width) / 2 * conv.Dilation.Width;
        var (top, left, bottom, right) = conv.Padding.Sides;
        return Math.Min(top, bottom) >= rows && Math.Min(left, right) >= columns
            ? conv with { Kernel = kernel, Padding = Padding.Of(top - rows, left - columns, bottom - rows, right - columns) }
            : conv;
    }

    private int Cut(int side) => side > MaxKernel && side % 2 == MaxKernel % 2 ? MaxKernel : side;
}
