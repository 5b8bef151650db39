using Lana.Definitions;
using static TorchSharp.torch;

namespace Lana.Kernels;

/// <summary>Places on the four sides of a map, zeros if nothing else is said.</summary>
internal readonly record struct Pads(int Top, int Left, int Bottom, int Right)
{
    public bool IsSymmetric => Top == Bottom && Left == Right;

    public static Pads Of(Padding padding, int kernel, int stride, int height, int width) => padding switch
    {
        Padding.None => default,
        Padding.Symmetric => new((kernel - 1) / 2, (kernel - 1) / 2, (kernel - 1) / 2, (kernel - 1) / 2),
        Padding.Same => Same(MissingSize(height, kernel, stride), MissingSize(width, kernel, stride)),
        _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "Unknown padding."),
    };

    /// <summary>ONNX's order: the beginnings, then the ends.</summary>
    public long[] ToOnnx() => [Top, Left, Bottom, Right];

    public Pads Plus(Pads other) => new(Top + other.Top, Left + other.Left, Bottom + other.Bottom, Right + other.Right);

    public Tensor Apply(Tensor input, double value = 0.0) =>
        nn.functional.pad(input, [Left, Right, Top, Bottom], value: value);

    private static Pads Same(int vertical, int horizontal) =>
        new(vertical / 2, horizontal / 2, vertical - (vertical / 2), horizontal - (horizontal / 2));

    private static int MissingSize(int size, int kernel, int stride)
    {
        var outputs = (size + stride - 1) / stride;
        return Math.Max(((outputs - 1) * stride) + kernel - size, 0);
    }
}
