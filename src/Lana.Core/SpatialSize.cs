namespace Lana;

/// <summary>A number for each of the two directions of a map: the size of a kernel, a stride, a dilation.</summary>
/// <param name="Height">The number of rows.</param>
/// <param name="Width">The number of columns.</param>
/// <remarks>A single number applies to both directions: <c>new Conv("conv", 16, 3)</c> has a 3×3 kernel. In JSON it is
/// a number or <c>[height, width]</c>.</remarks>
[JsonConverter(typeof(SpatialSizeJsonConverter))]
public readonly record struct SpatialSize(int Height, int Width)
{
    /// <summary>Gets a value that indicates whether both numbers are the same.</summary>
    public bool IsSquare => Height == Width;

    /// <summary>The smaller of the two numbers.</summary>
    internal int Min => Math.Min(Height, Width);

    /// <summary>The product of the two numbers.</summary>
    internal int Area => checked(Height * Width);

    /// <summary>Creates a size with the same number in both directions.</summary>
    /// <param name="size">The number.</param>
    public static implicit operator SpatialSize(int size) => new(size, size);

    /// <summary>Formats the size.</summary>
    /// <returns>For example <c>3×5</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}×{Width}");

    /// <summary>Returns height and width, in the order of PyTorch and ONNX.</summary>
    internal long[] ToArray() => [Height, Width];
}
