using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>What a convolution does to a shape: checked once, used by all three readings.</summary>
internal readonly record struct ConvGeometry(FeatureShape Output, Pads Pads)
{
    public static ConvGeometry Of(Conv conv, FeatureShape input)
    {
        if (conv.Out < 1 || conv.Kernel < 1 || conv.Stride < 1 || conv.Groups < 1)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': channels {conv.Out}, kernel {conv.Kernel}, stride {conv.Stride} and groups " +
                $"{conv.Groups} must be at least 1.");
        }

        if (conv.Padding == Padding.Symmetric && conv.Kernel % 2 == 0)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': symmetric padding needs an odd kernel; got {conv.Kernel}. Use " +
                $"{nameof(Padding)}.{nameof(Padding.Same)} for an even one.");
        }

        if (input.Channels % conv.Groups != 0 || conv.Out % conv.Groups != 0)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': {conv.Groups} groups do not divide {input.Channels} input and {conv.Out} output " +
                "channels.");
        }

        var pads = conv.Padding.PadsOf(conv.Kernel, conv.Stride, input.Height, input.Width);
        var height = OutputSize(checked(input.Height + pads.Top + pads.Bottom), conv);
        var width = OutputSize(checked(input.Width + pads.Left + pads.Right), conv);
        if (height < 1 || width < 1)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': a kernel of {conv.Kernel} does not fit on a feature of shape {input}.");
        }

        return new ConvGeometry(new FeatureShape(conv.Out, height, width), pads);
    }

    private static int OutputSize(int padded, Conv conv) =>
        padded < conv.Kernel ? 0 : ((padded - conv.Kernel) / conv.Stride) + 1;
}
