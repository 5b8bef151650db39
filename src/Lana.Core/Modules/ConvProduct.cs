using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Dense convolutions as matrix products, for the shapes where libtorch's own come out wrong.</summary>
/// <remarks>oneDNN 3.7.1, inside libtorch 2.10, packs channels-last weights in blocks of up to 64 outputs. Where a last
/// block is not full it loses input channels of 1×1 kernels, and of larger ones that overhang the map. Found on x64
/// with AVX2 and with AVX-512. Which 1×1 kernels come out right depends on outputs, inputs and the size of the map:
/// none is left to it.</remarks>
internal static class ConvProduct
{
    /// <summary>Whether this dense convolution on this input must not be left to libtorch.</summary>
    public static bool IsNeeded(Conv conv, Tensor input)
    {
        // One input channel lies the same in both layouts, and libtorch takes it for the plain one.
        return conv.Kernel == 1 || input.shape[1] == 1 ||
            (conv.Out > 32 && Math.Min(input.shape[2], input.shape[3]) < conv.Kernel);
    }

    /// <summary>[N, C, H, W] to [N, C', H', W'].</summary>
    public static Tensor Run(Conv conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var output = conv.Kernel == 1 ? Rows(conv, input, weight, bias) : Patches(conv, pads.Apply(input), weight, bias);
        return output.MoveToOuterDisposeScope();
    }

    private static Tensor Rows(Conv conv, Tensor input, Tensor weight, Tensor? bias)
    {
        var seen = conv.Stride == 1
            ? input
            : input.slice(2, 0, input.shape[2], conv.Stride).slice(3, 0, input.shape[3], conv.Stride);
        var rows = seen.permute(0, 2, 3, 1); // [N, H', W', C]
        return nn.functional.linear(rows, weight.view(conv.Out, -1), bias).permute(0, 3, 1, 2);
    }

    private static Tensor Patches(Conv conv, Tensor padded, Tensor weight, Tensor? bias)
    {
        var height = ((padded.shape[2] - conv.Kernel) / conv.Stride) + 1;
        var patches = nn.functional.unfold(padded, conv.Kernel, stride: conv.Stride); // [N, C · k · k, H' · W']
        var rows = patches.transpose(1, 2);
        var product = nn.functional.linear(rows, weight.reshape(conv.Out, -1), bias); // [N, H' · W', C']
        return product.transpose(1, 2).reshape(padded.shape[0], conv.Out, height, -1);
    }
}
