namespace Lana.Data;

/// <summary>The segments of a JPEG file.</summary>
internal static class JpegStructure
{
    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static bool Matches(ReadOnlySpan<byte> file) => file is [Prefix, StartOfImage, Prefix, ..];

    public static ImageHeader Read(ReadOnlySpan<byte> file, int maxPixels)
    {
        ImageHeader? header = null;
        var rest = file[2..];
        while (true)
        {
            var marker = Next(ref rest, out var segment);
            if (marker is StartOfScan)
            {
                break;
            }

            if (IsFrame(marker))
            {
                header = header is null
                    ? ReadFrame(segment)
                    : throw new InvalidDataException("it has several JPEG frames, which do not agree on a size");
            }
        }

        // The decoder fills a cut image with grey; only the end tells.
        if (rest.LastIndexOf([Prefix, EndOfImage]) < 0)
        {
            throw new InvalidDataException("it is cut short: the end of the JPEG image is missing");
        }

        var found = header ?? throw new InvalidDataException("its JPEG header has no size");
        found.Check(file.Length, maxPixels, bitsPerPixel: 8);
        return found;
    }

    private static byte Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> segment)
    {
        var filled = rest.IndexOfAnyExcept(Prefix);
        if (filled < 1 || rest.Length < filled + 3)
        {
            throw new InvalidDataException("its JPEG header is damaged or cut short");
        }

        var marker = rest[filled];
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[(filled + 1)..]);
        var end = filled + 1 + length;
        if (length < 2 || end > rest.Length)
        {
            throw new InvalidDataException("its JPEG header is damaged or cut short");
        }

        segment = rest[(filled + 3)..end];
        rest = rest[end..];
        return marker;
    }

    // SOF0 to SOF15 without the tables DHT, JPG and DAC.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageHeader ReadFrame(ReadOnlySpan<byte> segment) => segment.Length >= 6
        ? new ImageHeader(
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]))
        : throw new InvalidDataException("its JPEG header is damaged or cut short");
}
