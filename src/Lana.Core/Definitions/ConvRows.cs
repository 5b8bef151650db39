using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>Computes the inputs of a dense convolution as the rows of a matrix.</summary>
internal static class ConvRows
{
    // Enough for the widths of common layers; the multiplication takes a fraction of a second.
    private const int MaxRows = 8192;

    /// <summary>The number of images that are needed.</summary>
    public static long ImagesFor(Tensor output) =>
        Math.Clamp(MaxRows / (output.size(2) * output.size(3)), 1, output.size(0));

    /// <summary>Converts [N, C, H, W] to [N · H' · W', C · k · k], a row for each output position.</summary>
    public static Tensor Of(Conv conv, Tensor input)
    {
        var pads = conv.Padding.PadsOf(conv.Window, (int)input.size(2), (int)input.size(3));
        return ConvProduct.Unfold(conv.Window, pads.Apply(input))
            .transpose(1, 2)
            .flatten(0, 1);
    }
}
