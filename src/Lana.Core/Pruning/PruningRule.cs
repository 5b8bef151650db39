using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>The parts of a layer that pruning keeps.</summary>
/// <param name="Share">The share of its inner channels, above 0 and at most 1.</param>
internal sealed record PruningRule(double Share)
{
    /// <summary>The side of the largest kernel; larger ones are cut to it around their centre.</summary>
    public int MaxKernel { get; init; } = int.MaxValue;

    /// <summary>True to keep gates such as squeeze-and-excitation.</summary>
    public bool KeepsGates { get; init; } = true;

    /// <summary>Returns the convolution with its kernel after the cut; odd sizes stay odd, so that the centre stays the
    /// same.</summary>
    /// <remarks>If the padding does not follow the kernel's size, it is reduced by the same amount, so that the output
    /// keeps its shape.</remarks>
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
