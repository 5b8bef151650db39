using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Lana.Data;

namespace Lana.Fuzzing;

/// <summary>PNG files as chunks; the checksums are made when they are written.</summary>
internal sealed record PngFile(List<(string Type, byte[] Content)> Chunks)
{
    private static readonly byte[] Signature = [0x89, .. "PNG\r\n\u001a\n"u8];

    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>An image of a pattern, each row with another filter.</summary>
    public static PngFile Make(
        int width, int height, int bits, int colour, bool isInterlaced = false, params (string, byte[])[] others)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bits, (byte)colour, (byte)(isInterlaced ? 1 : 0));
        var samples = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var rows = isInterlaced
            ? Passes.SelectMany(pass => Rows(
                (width - pass.X + pass.StepX - 1) / pass.StepX, (height - pass.Y + pass.StepY - 1) / pass.StepY, samples * bits))
            : Rows(width, height, samples * bits);
        return new PngFile([("IHDR", header), .. others, ("IDAT", Deflate([.. rows])), ("IEND", [])]);
    }

    /// <summary>The chunks, as far as there are whole ones.</summary>
    public static PngFile Parse(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (var place = Signature.Length; place + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(place));
            if (length > file.Length - place - 12)
            {
                break;
            }

            var end = place + 8 + (int)length;
            chunks.Add((Encoding.Latin1.GetString(file, place + 4, 4), file[(place + 8)..end]));
            place = end + 4;
        }

        return new PngFile(chunks);
    }

    public byte[] ToBytes() => [.. Signature, .. Chunks.SelectMany(chunk => Write(chunk.Type, chunk.Content))];

    public static byte[] Deflate(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest))
        {
            zlib.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>What can be read of a compressed chunk.</summary>
    public static byte[] Inflate(byte[] bytes)
    {
        using var inflated = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
            zlib.CopyTo(inflated);
        }
        catch (Exception damage) when (damage is InvalidDataException or IOException)
        {
            return inflated.ToArray();
        }

        return inflated.ToArray();
    }

    private static IEnumerable<byte> Rows(int width, int height, int bitsPerPixel) => width < 1
        ? []
        : Enumerable.Range(0, Math.Max(0, height)).SelectMany(row => Enumerable
            .Range(0, ((width * bitsPerPixel) + 7) / 8)
            .Select(i => (byte)((row * 29) + (i * 7)))
            .Prepend((byte)(row % 5)));

    private static byte[] Write(string type, byte[] content)
    {
        byte[] named = [.. Encoding.Latin1.GetBytes(type), .. content];
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.Of(named));
        return [.. length, .. named, .. checksum];
    }
}
