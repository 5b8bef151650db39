using System.Buffers.Binary;

namespace ServeStudent;

/// <summary>The orientation in the EXIF data of a photo: phones store the rows as the sensor lies.</summary>
internal static class Orientation
{
    private const int Upright = 1;
    private const int Tag = 0x0112;
    private const int EntryBytes = 12;

    /// <summary>Reads the orientation, 1 to 8; 1 is upright.</summary>
    public static int Read(ReadOnlySpan<byte> file)
    {
        var mark = file is [0xFF, ..] ? "Exif\0\0"u8 : "eXIf"u8;
        var start = file.IndexOf(mark) + mark.Length;
        if (start < mark.Length || (!file[start..].StartsWith("II*\0"u8) && !file[start..].StartsWith("MM\0*"u8)))
        {
            return Upright;
        }

        try
        {
            return ReadTiff(file[start..]);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Data that cannot be read counts as upright, as in image viewers.
            return Upright;
        }
    }

    /// <summary>Turns the rows of an image as its orientation says.</summary>
    public static Picture Apply(Picture image, int orientation)
    {
        if (orientation is <= Upright or > 8)
        {
            return image;
        }

        var (channels, rows, columns, pixels) = image;
        var (height, width) = orientation > 4 ? (columns, rows) : (rows, columns);
        var turned = new byte[pixels.Length];
        for (var place = 0; place < height * width; place++)
        {
            var (y, x) = Math.DivRem(place, width);
            var (row, column) = orientation switch
            {
                2 => (y, columns - 1 - x),
                3 => (rows - 1 - y, columns - 1 - x),
                4 => (rows - 1 - y, x),
                5 => (x, y),
                6 => (rows - 1 - x, y),
                7 => (rows - 1 - x, columns - 1 - y),
                _ => (x, columns - 1 - y),
            };
            pixels.AsSpan(((row * columns) + column) * channels, channels).CopyTo(turned.AsSpan(place * channels));
        }

        return new Picture(channels, height, width, turned);
    }

    private static int ReadTiff(ReadOnlySpan<byte> tiff)
    {
        var isBig = tiff[0] == 'M';
        var place = (int)Number(tiff.Slice(4, 4), isBig);
        var count = Number(tiff.Slice(place, 2), isBig);
        for (place += 2; count > 0; place += EntryBytes, count--)
        {
            if (Number(tiff.Slice(place, 2), isBig) == Tag)
            {
                return (int)Number(tiff.Slice(place + 8, 2), isBig);
            }
        }

        return Upright;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isBig) => (bytes.Length, isBig) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };
}
