namespace Lana.Kernels;

/// <summary>Computes convolutions as matrix products, for the shapes that <see cref="Convolution"/> does not leave to
/// libtorch.</summary>
internal static class ConvProduct
{
    /// <summary>Multiplies each channel by a factor: a kernel of one tap for each channel.</summary>
    public static Tensor Scale(ConvShape conv, Tensor input, Tensor weight, Tensor? bias)
    {
        var product = Seen(conv, input).mul(weight.view(1, -1, 1, 1));
        return bias is null ? product : product.add(bias.view(1, -1, 1, 1), Elementwise.One);
    }

    /// <summary>Applies a dense 1×1 kernel, with any stride.</summary>
    public static Tensor Rows(ConvShape conv, Tensor input, Tensor weight, Tensor? bias)
    {
        var rows = Seen(conv, input).permute(0, 2, 3, 1); // [N, H', W', C]
        return nn.functional.linear(rows, weight.view(conv.Out, -1), bias).permute(0, 3, 1, 2);
    }

    /// <summary>Applies a dense kernel that has only one position on the map.</summary>
    public static Tensor Whole(Tensor padded, Tensor weight, Tensor? bias)
    {
        var seen = padded.narrow(2, 0, weight.size(2)).narrow(3, 0, weight.size(3));

        // Channels last on both sides, which is how they are in memory.
        var rows = seen.permute(0, 2, 3, 1).flatten(1);
        return nn.functional.linear(rows, weight.permute(0, 2, 3, 1).flatten(1), bias).view(rows.size(0), -1, 1, 1);
    }

    /// <summary>Applies any kernel to a map that is already padded.</summary>
    public static Tensor Patches(ConvShape conv, Tensor padded, Tensor weight, Tensor? bias)
    {
        var window = conv.Window with { Size = new SpatialSize((int)weight.size(2), (int)weight.size(3)) };
        var height = ((padded.size(2) - window.Reach.Height) / conv.Stride.Height) + 1;

        // [N, G, C / G · k · k, P] to [G, N · P, C / G · k · k]: as few products as there are groups.
        var patches = Unfold(window, padded)
            .unflatten(1, [conv.Groups, -1])
            .permute(1, 0, 3, 2)
            .flatten(1, 2);
        var kernels = weight.reshape(conv.Groups, conv.Out / conv.Groups, -1).transpose(1, 2);
        var product = patches.matmul(kernels) // [G, N · P, C' / G]
            .permute(1, 0, 2)
            .reshape(padded.size(0), height, -1, conv.Out);
        return (bias is null ? product : product.add(bias, Elementwise.One)).permute(0, 3, 1, 2);
    }

    /// <summary>Converts padded [N, C, H, W] to [N, C · k · k, H' · W']: the values at each position of the window.</summary>
    public static Tensor Unfold(SlidingWindow window, Tensor padded) => nn.functional.unfold(
        padded,
        (window.Size.Height, window.Size.Width),
        dilation: (window.Dilation.Height, window.Dilation.Width),
        stride: (window.Stride.Height, window.Stride.Width));

    private static Tensor Seen(ConvShape conv, Tensor input) => conv.Stride == 1
        ? input
        : input.slice(2, 0, input.size(2), conv.Stride.Height).slice(3, 0, input.size(3), conv.Stride.Width);
}
