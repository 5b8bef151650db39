namespace Lana.Kernels;

/// <summary>Runs a convolution with a method that is correct and fast for its shape.</summary>
/// <remarks>oneDNN 3.7.1, inside libtorch 2.10, on x64 with AVX2 and with AVX-512, is wrong for many shapes. It packs
/// channels-last weights in blocks of up to 64 outputs: if the last block is not full, it loses input channels of 1×1
/// kernels, and of larger kernels that extend beyond the map or have only one position on it. Which 1×1 kernels are
/// correct depends on outputs, inputs and the size of the map: only those that were correct in every trial are left to
/// it. The gradient of strided 1×1 kernels writes beyond its memory, the input gradient of kernels over one channel is
/// wrong, and depthwise kernels with several outputs per channel give wrong results. These are replaced by matrix
/// products, and kernels that extend beyond the map get explicit padding.</remarks>
internal static class Convolution
{
    /// <summary>Converts [N, C, H, W], padded, to [N, C', H', W'].</summary>
    public static Tensor Run(ConvShape conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        if (conv.Window.IsDilated)
        {
            return RunDilated(conv, pads, input, weight, bias).MoveToOuterDisposeScope();
        }

        var (height, width) = ((int)input.size(2), (int)input.size(3));
        var rows = KernelReach.Of(height, conv.Kernel.Height, conv.Stride.Height, pads.Top, pads.Bottom);
        var columns = KernelReach.Of(width, conv.Kernel.Width, conv.Stride.Width, pads.Left, pads.Right);
        if (rows.Count < conv.Kernel.Height || columns.Count < conv.Kernel.Width)
        {
            pads = new Pads(rows.Before, columns.Before, rows.After, columns.After);
            weight = MemoryLayout.ToChannelsLast(
                weight.narrow(2, rows.First, rows.Count).narrow(3, columns.First, columns.Count));
        }

        return RunReached(conv, pads, input, weight, bias).MoveToOuterDisposeScope();
    }

    // A window that extends beyond the map has taps that cover only padding.
    private static Tensor RunDilated(ConvShape conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        var reach = conv.Window.Reach;
        var overhangs = input.size(2) < reach.Height || input.size(3) < reach.Width;
        var isPlain = conv.Groups == 1 || (conv.Groups == input.size(1) && conv.Out == conv.Groups);
        return overhangs || !isPlain || input.size(1) == 1
            ? ConvProduct.Patches(conv, pads.Apply(input), weight, bias)
            : Direct(conv, pads, input, weight, bias);
    }

    private static Tensor RunReached(ConvShape conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        var (channels, height, width) = (input.size(1), weight.size(2), weight.size(3));
        var isPointwise = height == 1 && width == 1;
        var isDepthwise = conv.Groups > 1 && conv.Groups == channels;
        if (isDepthwise && conv.Out == channels)
        {
            return isPointwise ? ConvProduct.Scale(conv, input, weight, bias) : Direct(conv, pads, input, weight, bias);
        }

        var isTowardsOneChannel = channels == 1 && input.requires_grad && is_grad_enabled();
        if (conv.Groups == 1 && isPointwise)
        {
            if (MixedPrecision.CoversPointwise(weight))
            {
                return Shorten(input, weight, bias, (x, w, b) => ConvProduct.Rows(conv, x, w, b));
            }

            return conv.Stride == 1 && !isTowardsOneChannel && IsPackedWhole(conv, input)
                ? Direct(conv, pads, input, weight, bias)
                : ConvProduct.Rows(conv, input, weight, bias);
        }

        if (isTowardsOneChannel || isDepthwise || isPointwise)
        {
            return ConvProduct.Patches(conv, pads.Apply(input), weight, bias);
        }

        var (paddedHeight, paddedWidth) =
            (input.size(2) + pads.Top + pads.Bottom, input.size(3) + pads.Left + pads.Right);
        if (conv.Groups == 1 && paddedHeight < height + conv.Stride.Height && paddedWidth < width + conv.Stride.Width)
        {
            return ConvProduct.Whole(pads.Apply(input), weight, bias);
        }

        var overhangs = input.size(2) < height || input.size(3) < width;
        return overhangs && conv.Out / conv.Groups > 32
            ? Direct(conv, default, pads.Apply(input), weight, bias)
            : Direct(conv, pads, input, weight, bias);
    }

    private static Tensor Direct(ConvShape conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        var (seen, padding) = pads.IsSymmetric ? (input, pads) : (pads.Apply(input), default);
        return MixedPrecision.Covers(conv, seen, weight)
            ? Shorten(seen, weight, bias, Convolve)
            : Convolve(seen, weight, bias);

        Tensor Convolve(Tensor map, Tensor kernels, Tensor? shift) => nn.functional.conv2d(
            map,
            kernels,
            shift,
            conv.Stride.ToArray(),
            [padding.Top, padding.Left],
            conv.Dilation.ToArray(),
            conv.Groups);
    }

    private static Tensor Shorten(
        Tensor input, Tensor weight, Tensor? bias, Func<Tensor, Tensor, Tensor?, Tensor> convolve) =>
        convolve(input.to(bfloat16), weight.to(bfloat16), bias?.to(bfloat16)).to(float32);

    // One block of outputs, or full blocks with inputs and maps so small that they were correct in every trial.
    private static bool IsPackedWhole(ConvShape conv, Tensor input) => conv.Out <= 32
        || (conv.Out % 48 == 0 && input.size(1) <= 128 && input.size(2) * input.size(3) <= 1024);
}
