using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>What a dense convolution sees, as the rows of a matrix.</summary>
internal static class ConvRows
{
    // Enough for the widths of common layers, and a fraction of a second to multiply.
    private const int MaxRows = 8192;

    /// <summary>How many of the images are needed.</summary>
    public static long ImagesFor(Tensor output) =>
        Math.Clamp(MaxRows / (output.size(2) * output.size(3)), 1, output.size(0));

    /// <summary>[N, C, H, W] to [N · H' · W', C · k · k], a row for each output position.</summary>
    public static Tensor Of(Conv conv, Tensor input)
    {
        var pads = conv.Padding.PadsOf(conv.Window, (int)input.size(2), (int)input.size(3));
        return ConvProduct.Unfold(conv.Window, pads.Apply(input))
            .transpose(1, 2)
            .flatten(0, 1);
    }
}
