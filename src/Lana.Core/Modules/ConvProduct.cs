using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Convolutions as matrix products, for the shapes where libtorch's own come out wrong.</summary>
/// <remarks>
/// oneDNN 3.7.1, inside libtorch 2.10, on x64 with AVX2 and with AVX-512. It packs channels-last weights in blocks of
/// up to 64 outputs: where a last block is not full it loses input channels of 1×1 kernels, and of larger ones that
/// overhang the map. Which 1×1 kernels come out right depends on outputs, inputs and the size of the map: only those
/// right in every trial are left to it. The gradient of strided 1×1 kernels writes behind its memory, that of kernels over one channel is wrong
/// towards the input, and depthwise kernels with several outputs per channel give wrong results.
/// </remarks>
internal static class ConvProduct
{
    /// <summary>Whether this convolution on this input must not be left to libtorch.</summary>
    public static bool IsNeeded(Conv conv, Tensor input)
    {
        var channels = input.size(1);
        if (conv.Groups > 1 && conv.Groups == channels)
        {
            return conv.Out != channels || conv is { Kernel: 1, Stride: > 1 };
        }

        var isTowardsOneChannel = channels == 1 && input.requires_grad && is_grad_enabled();
        var isTrusted = conv.Kernel == 1
            ? conv.Stride == 1 && IsPackedWhole(conv, input)
            : conv.Out / conv.Groups <= 32 || Math.Min(input.size(2), input.size(3)) >= conv.Kernel;
        return isTowardsOneChannel || !isTrusted;
    }

    // One block of outputs, or full ones over inputs and maps so small that they were right in every trial.
    private static bool IsPackedWhole(Conv conv, Tensor input) => conv.Groups == 1 &&
        (conv.Out <= 32 || (conv.Out % 48 == 0 && input.size(1) <= 128 && input.size(2) * input.size(3) <= 1024));

    /// <summary>[N, C, H, W] to [N, C', H', W'].</summary>
    public static Tensor Run(Conv conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var output = conv is { Kernel: 1, Groups: 1 }
            ? Rows(conv, input, weight, bias)
            : Patches(conv, pads.Apply(input), weight, bias);
        return output.MoveToOuterDisposeScope();
    }

    private static Tensor Rows(Conv conv, Tensor input, Tensor weight, Tensor? bias)
    {
        var seen = conv.Stride == 1
            ? input
            : input.slice(2, 0, input.size(2), conv.Stride).slice(3, 0, input.size(3), conv.Stride);
        var rows = seen.permute(0, 2, 3, 1); // [N, H', W', C]
        return nn.functional.linear(rows, weight.view(conv.Out, -1), bias).permute(0, 3, 1, 2);
    }

    private static Tensor Patches(Conv conv, Tensor padded, Tensor weight, Tensor? bias)
    {
        var height = ((padded.size(2) - conv.Kernel) / conv.Stride) + 1;
        var patches = nn.functional.unfold(padded, conv.Kernel, stride: conv.Stride); // [N, C · k · k, H' · W']
        var product = conv.Groups == 1 ? Dense(conv, patches, weight, bias) : Grouped(conv, patches, weight, bias);
        return MemoryLayout.ToChannelsLast(product.reshape(padded.size(0), conv.Out, height, -1));
    }

    // One product for the whole batch: many times as fast as one for each image.
    private static Tensor Dense(Conv conv, Tensor patches, Tensor weight, Tensor? bias) =>
        nn.functional.linear(patches.transpose(1, 2), weight.reshape(conv.Out, -1), bias).transpose(1, 2);

    private static Tensor Grouped(Conv conv, Tensor patches, Tensor weight, Tensor? bias)
    {
        var kernels = weight.reshape(conv.Groups, conv.Out / conv.Groups, -1); // [G, C' / G, C / G · k · k]
        var product = kernels.matmul(patches.unflatten(1, [conv.Groups, -1])).flatten(1, 2); // [N, C', H' · W']
        return bias is null ? product : product.add(bias.unsqueeze(1), Elementwise.One);
    }
}
