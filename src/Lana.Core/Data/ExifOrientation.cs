namespace Lana.Data;

/// <summary>The orientation of an image according to its EXIF data.</summary>
/// <remarks>Data without an orientation, or that cannot be read, counts as upright, as in image viewers.</remarks>
internal static class ExifOrientation
{
    public const int Upright = 1;

    private const int MaxOrientation = 8;
    private const int EntryBytes = 12;
    private const int Tag = 0x0112;
    private const int Short = 3;

    /// <summary>The value of the orientation tag.</summary>
    /// <param name="exif">A TIFF header and the data after it.</param>
    /// <returns>1 to 8.</returns>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        if (!exif.StartsWith("II*\0"u8) && !exif.StartsWith("MM\0*"u8))
        {
            return Upright;
        }

        var isBig = exif[0] == (byte)'M';
        if (Number(exif, 4, sizeof(uint), isBig) is not { } start || Number(exif, start, sizeof(ushort), isBig) is not { } count)
        {
            return Upright;
        }

        for (var entry = start + sizeof(ushort); count > 0; entry += EntryBytes, count--)
        {
            if (Number(exif, entry, sizeof(ushort), isBig) is not { } tag)
            {
                break;
            }

            if (tag == Tag)
            {
                return Value(exif, entry, isBig);
            }
        }

        return Upright;
    }

    /// <summary>Rotates pixels to the upright orientation.</summary>
    /// <param name="pixels">The pixels [H, W, C].</param>
    /// <param name="shape">Their shape; on return that of the result.</param>
    /// <param name="orientation">1 to 8.</param>
    /// <returns>The rotated pixels.</returns>
    public static byte[] Apply(byte[] pixels, ref FeatureShape shape, int orientation)
    {
        if (orientation == Upright)
        {
            return pixels;
        }

        var (channels, rows, columns) = shape;
        shape = orientation > 4 ? shape with { Height = columns, Width = rows } : shape;
        var turned = new byte[pixels.Length];
        for (var (y, place) = (0, 0); y < shape.Height; y++)
        {
            for (var x = 0; x < shape.Width; x++, place += channels)
            {
                var (row, column) = Source(orientation, y, x, rows, columns);
                pixels.AsSpan(((row * columns) + column) * channels, channels).CopyTo(turned.AsSpan(place));
            }
        }

        return turned;
    }

    private static (int Row, int Column) Source(int orientation, int y, int x, int rows, int columns) => orientation switch
    {
        2 => (y, columns - 1 - x),
        3 => (rows - 1 - y, columns - 1 - x),
        4 => (rows - 1 - y, x),
        5 => (x, y),
        6 => (rows - 1 - x, y),
        7 => (rows - 1 - x, columns - 1 - y),
        8 => (x, columns - 1 - y),
        _ => (y, x),
    };

    private static int Value(ReadOnlySpan<byte> exif, long entry, bool isBig) =>
        Number(exif, entry + 2, sizeof(ushort), isBig) == Short && Number(exif, entry + 4, sizeof(uint), isBig) == 1
            && Number(exif, entry + 8, sizeof(ushort), isBig) is { } value and >= Upright and <= MaxOrientation
                ? (int)value
                : Upright;

    // Returns null after the end of the data.
    private static long? Number(ReadOnlySpan<byte> exif, long place, int length, bool isBig)
    {
        if (place > exif.Length - length)
        {
            return null;
        }

        var bytes = exif.Slice((int)place, length);
        return (length, isBig) switch
        {
            (sizeof(ushort), true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (sizeof(ushort), false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        };
    }
}
