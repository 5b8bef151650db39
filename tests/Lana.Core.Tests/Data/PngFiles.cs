using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Lana.Data;

/// <summary>Writes PNG files the way the format says, without filters.</summary>
internal static class PngFiles
{
    /// <summary>An image of 1 (grey) or 3 (RGB) channels; its pixels are [H, W, C].</summary>
    public static byte[] Write(int width, int height, byte[] pixels, int bits = 8)
    {
        var row = pixels.Length / height;
        var rows = pixels.Chunk(row).SelectMany(line => line.Prepend((byte)0)).ToArray();
        return Assemble(Header(width, height, (byte)(row == width * bits / 8 ? 0 : 2), bits), Deflate(rows));
    }

    /// <summary>A file that claims a size and has some bytes for pixels.</summary>
    public static byte[] Claim(int width, int height, byte[] pixels) =>
        Assemble(Header(width, height, 2), Deflate(pixels));

    private static byte[] Assemble(byte[] header, byte[] pixels) =>
        [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels), .. Chunk("IEND", [])];

    private static byte[] Header(int width, int height, byte colour, int bits = 8)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bits, colour);
        return header;
    }

    private static byte[] Deflate(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.SmallestSize))
        {
            zlib.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.Of(named));
        return [.. length, .. named, .. checksum];
    }
}
