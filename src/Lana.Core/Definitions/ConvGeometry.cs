using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>The output shape and padding of a convolution, checked once and used for cost, module and ONNX.</summary>
internal readonly record struct ConvGeometry(FeatureShape Output, Pads Pads)
{
    public static ConvGeometry Of(Conv conv, FeatureShape input)
    {
        if (conv.Out < 1 || !conv.Window.IsValid || conv.Groups < 1)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': channels {conv.Out}, kernel {conv.Kernel}, stride {conv.Stride}, dilation " +
                $"{conv.Dilation} and groups {conv.Groups} must be at least 1.");
        }

        var reach = conv.Window.Reach;
        if (conv.Padding == Padding.Symmetric && !conv.Window.HasCentre)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': symmetric padding needs a kernel that covers an odd number of positions; got " +
                $"{reach}. Use {nameof(Padding)}.{nameof(Padding.Same)} or {nameof(Padding)}.{nameof(Padding.Of)}.");
        }

        if (input.Channels % conv.Groups != 0 || conv.Out % conv.Groups != 0)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': {conv.Groups} groups do not divide {input.Channels} input and {conv.Out} output " +
                "channels.");
        }

        var pads = conv.Padding.PadsOf(conv.Window, input.Height, input.Width);
        var height = OutputSize(
            checked(input.Height + pads.Top + pads.Bottom), reach.Height, conv.Stride.Height);
        var width = OutputSize(checked(input.Width + pads.Left + pads.Right), reach.Width, conv.Stride.Width);
        if (height < 1 || width < 1)
        {
            throw new ArgumentException(
                $"Convolution '{conv.Name}': a kernel over {reach} positions does not fit on a feature of shape {input}.");
        }

        return new ConvGeometry(new FeatureShape(conv.Out, height, width), pads);
    }

    private static int OutputSize(int padded, int reach, int stride) =>
        padded < reach ? 0 : ((padded - reach) / stride) + 1;
}
