using System.IO.Compression;

namespace Lana.Data;

/// <summary>The chunks of a PNG file.</summary>
internal static class PngStructure
{
    /// <summary>The maximum number of bytes per byte of compressed data: the limit of deflate.</summary>
    private const double MaxRatio = 1032.0;

    private const int ChunkFrame = 12;
    private const uint Header = 0x49484452;
    private const uint Pixels = 0x49444154;
    private const uint Exif = 0x65584966;
    private const uint End = 0x49454E44;

    /// <summary>The number of bytes that may be inflated without being counted first.</summary>
    private const long Harmless = 1L << 20;

    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Matches(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static ImageHeader Read(ReadOnlySpan<byte> file, int maxPixels)
    {
        var rest = file[Signature.Length..];
        var first = Next(ref rest, out var type);
        if (type != Header || first.Length != 13)
        {
            throw new InvalidDataException("its PNG header is damaged");
        }

        var header = ReadHeader(first, out var bitsPerPixel);
        var parts = new List<Range>();
        var length = 0L;
        while (type != End)
        {
            var content = Next(ref rest, out type);
            if (type == Pixels)
            {
                var end = file.Length - rest.Length - 4;
                parts.Add((end - content.Length)..end);
                length += content.Length;
            }
            else if (type == Exif)
            {
                header = header with { Orientation = ExifOrientation.Read(content) };
            }
        }

        header.Check(length, maxPixels, MaxRatio * 8 / bitsPerPixel);
        ThrowIfOther(file, parts, length, header, RowBytes(header, bitsPerPixel, isInterlaced: first[12] == 1));
        return header;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest, out uint type)
    {
        var length = rest.Length < ChunkFrame ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - ChunkFrame)
        {
            throw new InvalidDataException("it is cut short: a chunk of its PNG image is incomplete");
        }

        var end = 8 + (int)length;
        type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        if (Crc32.Of(rest[4..end]) != BinaryPrimitives.ReadUInt32BigEndian(rest[end..]))
        {
            throw new InvalidDataException("it is damaged: the checksum of a PNG chunk does not fit");
        }

        var content = rest[8..end];
        rest = rest[(end + 4)..];
        return content;
    }

    private static ImageHeader ReadHeader(ReadOnlySpan<byte> chunk, out int bitsPerPixel)
    {
        var width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        var height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        if (chunk[8] > 8)
        {
            throw new InvalidDataException(
                $"it has {chunk[8]} bits per sample; at most 8 are read, and the others would be lost. Convert it");
        }

        var samples = chunk[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        bitsPerPixel = samples * chunk[8];
        return new ImageHeader((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
    }

    /// <summary>The bytes of all rows, each with its filter; interlaced images contain seven smaller ones.</summary>
    private static long RowBytes(ImageHeader header, int bitsPerPixel, bool isInterlaced)
    {
        long Bytes(long width, long height) => width < 1 || height < 1 ? 0 : height * (1 + (((width * bitsPerPixel) + 7) / 8));
        return isInterlaced
            ? Passes.Sum(pass => Bytes(
                (header.Width - pass.X + pass.StepX - 1L) / pass.StepX, (header.Height - pass.Y + pass.StepY - 1L) / pass.StepY))
            : Bytes(header.Width, header.Height);
    }

    // The decoder would grow its buffer while the stream continues, and allocate the image before it checks that its
    // rows exist.
    private static void ThrowIfOther(ReadOnlySpan<byte> file, List<Range> parts, long length, ImageHeader header, long needed)
    {
        if (length * MaxRatio <= Harmless && needed <= Harmless)
        {
            return;
        }

        using var compressed = new MemoryStream((int)length);
        foreach (var part in parts)
        {
            compressed.Write(file[part]);
        }

        compressed.Position = 0;
        var most = (2 * needed) + 64;
        var count = CountInflated(compressed, most);
        if (count > most || count < needed)
        {
            throw new InvalidDataException(
                $"its header says {header.Width} × {header.Height} pixels, and "
                + (count < needed ? "fewer follow: it is cut short" : "more than twice as many follow"));
        }
    }

    private static long CountInflated(MemoryStream compressed, long max)
    {
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        var count = 0L;
        for (var read = -1; read != 0 && count <= max; count += read)
        {
            read = inflated.Read(buffer);
        }

        return count;
    }
}
