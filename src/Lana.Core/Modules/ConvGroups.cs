using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Grouped convolutions as one dense convolution per group.</summary>
/// <remarks>libtorch 2.10 gives wrong results for groups of more than one channel at many widths, for the reason that
/// <see cref="ConvProduct"/> tells; depthwise convolutions are right.</remarks>
internal static class ConvGroups
{
    /// <summary>[N, C, H, W] to [N, C', H', W'].</summary>
    public static Tensor Run(Conv conv, Pads pads, Tensor input, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        var each = conv with { Out = conv.Out / conv.Groups, Groups = 1 };
        var channels = input.shape[1] / conv.Groups;
        var outputs = new Tensor[conv.Groups];
        for (var group = 0; group < conv.Groups; group++)
        {
            outputs[group] = Dense(
                each,
                pads,
                input.narrow(1, group * channels, channels),
                weight.narrow(0, group * each.Out, each.Out),
                bias?.narrow(0, group * each.Out, each.Out));
        }

        return cat(outputs, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Dense(Conv conv, Pads pads, Tensor input, Tensor weight, Tensor? bias) =>
        ConvProduct.IsNeeded(conv, input)
            ? ConvProduct.Run(conv, pads, input, weight, bias)
            : ConvBlock.Native(conv, pads, input, weight, bias);
}
