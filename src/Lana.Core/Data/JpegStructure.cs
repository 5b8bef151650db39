namespace Lana.Data;

/// <summary>The segments of a JPEG file.</summary>
internal static class JpegStructure
{
    /// <summary>The maximum number of pixels per byte: a block of 8 × 8 pixels takes at least one bit.</summary>
    public const int MaxPixelsPerByte = 512;

    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte RestartInterval = 0xDD;
    private const byte HuffmanTables = 0xC4;
    private const byte QuantisationTables = 0xDB;
    private const byte Exif = 0xE1;
    private const byte Progressive = 0xC2;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;

    public static bool Matches(ReadOnlySpan<byte> file) => file is [Prefix, StartOfImage, Prefix, ..];

    public static ImageHeader Read(ReadOnlySpan<byte> file, int maxPixels)
    {
        JpegFrame? frame = null;
        int? orientation = null;
        var interval = 0;
        var rest = file[2..];
        while (true)
        {
            var marker = Next(ref rest, out var segment, isInHeader: frame is null);
            switch (marker)
            {
                case EndOfImage:
                    return Complete(frame, orientation);
                case StartOfScan:
                    (frame ?? throw NoSize()).AddScan(segment, SkipScan(ref rest), interval);
                    break;
                case RestartInterval:
                    interval = segment.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(segment) : throw DamagedHeader();
                    break;
                case HuffmanTables:
                    JpegTables.CheckHuffman(segment);
                    break;
                case QuantisationTables:
                    JpegTables.CheckQuantisation(segment);
                    break;
                case Exif when segment.StartsWith("Exif\0"u8) && segment.Length > 6:
                    orientation ??= ExifOrientation.Read(segment[6..]);
                    break;
                default:
                    frame = IsFrame(marker) ? ReadFrame(frame, marker, segment, file.Length, maxPixels) : frame;
                    ThrowIfUnknown(marker);
                    break;
            }
        }
    }

    public static InvalidDataException DamagedHeader() => new("its JPEG header is damaged or cut short");

    private static InvalidDataException NoSize() => new("its JPEG header has no size");

    private static ImageHeader Complete(JpegFrame? frame, int? orientation)
    {
        (frame ?? throw NoSize()).ThrowIfIncomplete();
        return new ImageHeader(frame.Width, frame.Height, orientation ?? ExifOrientation.Upright);
    }

    private static byte Next(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> segment, bool isInHeader)
    {
        var filled = rest.IndexOfAnyExcept(Prefix);
        segment = [];
        if (filled > 0 && rest[filled] == EndOfImage)
        {
            return EndOfImage;
        }

        var length = filled < 1 || rest.Length < filled + 3 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest[(filled + 1)..]);
        var end = filled + 1 + length;
        if (length < 2 || end > rest.Length)
        {
            // The decoder fills a truncated image with grey; only the missing end marker reveals it.
            throw isInHeader || filled == 0 ? DamagedHeader()
                : new InvalidDataException("it is cut short: the end of the JPEG image is missing");
        }

        var marker = rest[filled];
        segment = rest[(filled + 3)..end];
        rest = rest[end..];
        return marker;
    }

    /// <summary>Skips the coded data of a scan, up to the next segment.</summary>
    /// <returns>The number of restart markers in it.</returns>
    private static int SkipScan(ref ReadOnlySpan<byte> rest)
    {
        var restarts = 0;
        while (true)
        {
            var place = rest.IndexOf(Prefix);
            rest = place < 0 ? [] : rest[place..];
            if (rest.Length < 2 || rest[1] is not (0 or Prefix or (>= FirstRestart and <= LastRestart)))
            {
                return restarts;
            }

            if (rest[1] is >= FirstRestart and <= LastRestart && rest[1] - FirstRestart != restarts++ % 8)
            {
                throw new InvalidDataException("its JPEG data is damaged: restart markers are not in order");
            }

            rest = rest[(rest[1] == Prefix ? 1 : 2)..];
        }
    }

    // SOF0 to SOF15 without the tables DHT, JPG and DAC.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static JpegFrame ReadFrame(JpegFrame? former, byte marker, ReadOnlySpan<byte> segment, int fileLength, int maxPixels)
    {
        if (former is not null)
        {
            throw new InvalidDataException("it has several JPEG frames, which do not agree on a size");
        }

        ThrowIfUnknown(marker);
        var frame = new JpegFrame(segment, marker == Progressive);
        new ImageHeader(frame.Width, frame.Height).Check(fileLength, maxPixels, MaxPixelsPerByte);
        return frame;
    }

    // The pixel decoder stops at an unknown segment, before and after the frame.
    private static void ThrowIfUnknown(byte marker)
    {
        var kind = marker switch
        {
            0xC0 or 0xC1 or Progressive or (>= 0xE0 and <= 0xEF) or 0xFE => null,
            >= 0xC9 and <= 0xCF => "its JPEG data has arithmetic coding, which is not read. Convert it",
            >= 0xC3 and <= 0xC8 => "it is a lossless or hierarchical JPEG image, which is not read. Convert it",
            _ => $"it has a JPEG segment of an unknown kind ({marker:x2})",
        };
        if (kind is not null)
        {
            throw new InvalidDataException(kind);
        }
    }
}
