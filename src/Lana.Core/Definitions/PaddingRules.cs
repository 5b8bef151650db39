using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>The padding of a map by each rule.</summary>
internal static class PaddingRules
{
    public static Pads PadsOf(this Padding padding, int kernel, int stride, int height, int width) => padding switch
    {
        Padding.None => default,
        Padding.Symmetric => new((kernel - 1) / 2, (kernel - 1) / 2, (kernel - 1) / 2, (kernel - 1) / 2),
        Padding.Same => Same(MissingSize(height, kernel, stride), MissingSize(width, kernel, stride)),
        _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "Unknown padding."),
    };

    private static Pads Same(int vertical, int horizontal) =>
        new(vertical / 2, horizontal / 2, vertical - (vertical / 2), horizontal - (horizontal / 2));

    private static int MissingSize(int size, int kernel, int stride)
    {
        var outputs = (size + stride - 1) / stride;
        return Math.Max(((outputs - 1) * stride) + kernel - size, 0);
    }
}
