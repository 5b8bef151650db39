namespace Lana.Kernels;

/// <summary>The numbers of rows and columns on the four sides of a map; their values are zeros unless specified
/// otherwise.</summary>
internal readonly record struct Pads(int Top, int Left, int Bottom, int Right)
{
    public bool IsSymmetric => Top == Bottom && Left == Right;

    /// <summary>Converts to ONNX's order: the beginnings, then the ends.</summary>
    public long[] ToOnnx() => [Top, Left, Bottom, Right];

    public Pads Plus(Pads other) => new(Top + other.Top, Left + other.Left, Bottom + other.Bottom, Right + other.Right);

    public Tensor Apply(Tensor input, double value = 0.0) =>
        nn.functional.pad(input, [Left, Right, Top, Bottom], value: value);
}
