using Lana.Definitions;
using Lana.Kernels;

namespace Lana.Import.Onnx;

/// <summary>The window of a convolution or pool over a feature.</summary>
/// <param name="Kernel">Its size.</param>
/// <param name="Stride">The steps from one position to the next.</param>
/// <param name="Dilation">The steps between two positions inside the window.</param>
/// <param name="Before">The rows and columns of padding before the map.</param>
/// <param name="After">The rows and columns of padding after the map.</param>
internal readonly record struct ImportedWindow(
    SpatialSize Kernel, SpatialSize Stride, SpatialSize Dilation, SpatialSize Before, SpatialSize After)
{
    /// <summary>The padding; given as a rule if it is symmetric, so that it is equal to that of a network that is not
    /// imported.</summary>
    public Padding Padding
    {
        get
        {
            var reach = new SlidingWindow(Kernel, Stride, Dilation).Reach;
            var half = new SpatialSize((reach.Height - 1) / 2, (reach.Width - 1) / 2);
            return Before == half && After == half && reach.Height % 2 == 1 && reach.Width % 2 == 1
                ? Padding.Symmetric
                : Padding.Of(Before.Height, Before.Width, After.Height, After.Width);
        }
    }

    public static ImportedWindow Of(NodeConversion node)
    {
        var pads = node.Attributes.Ints("pads");
        return new ImportedWindow(
            SizeAt(node.Attributes.Ints("kernel_shape"), 0),
            SizeAt(node.Attributes.Ints("strides"), 0),
            SizeAt(node.Attributes.Ints("dilations"), 0),
            SizeAt(pads, 0),
            SizeAt(pads, 2));
    }

    /// <summary>Height and width, as two consecutive numbers of a list.</summary>
    public static SpatialSize SizeAt(ImmutableArray<long> numbers, int first) =>
        new(checked((int)numbers[first]), checked((int)numbers[first + 1]));
}
