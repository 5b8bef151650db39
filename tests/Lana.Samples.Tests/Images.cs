using System.Buffers.Binary;
using System.IO.Compression;
using StbImageWriteSharp;

namespace Lana.Samples;

/// <summary>Images as files.</summary>
internal static class Images
{
    /// <summary>A PNG file with a different number in nearly every pixel.</summary>
    public static byte[] Png(int height, int width)
    {
        var pixels = Enumerable.Range(0, height * width * 3).Select(i => (byte)(((i * 37) + (i / 11 * 5)) % 251)).ToArray();
        using var file = new MemoryStream();
        new ImageWriter().WritePng(pixels, width, height, ColorComponents.RedGreenBlue, file);
        return file.ToArray();
    }

    /// <summary>A PNG file whose pixels are a few, and whose data are many zeros.</summary>
    public static byte[] OversizedPng(int height, int width, int zeros)
    {
        var png = Png(height, width);
        var start = png.AsSpan().IndexOf("IDAT"u8) - 4;
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[zeros]);
        }

        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, (int)data.Length);

        // The checksum of the chunk stays empty: decoders that are meant here do not look at it.
        return [.. png[..start], .. length, .. "IDAT"u8, .. data.ToArray(), 0, 0, 0, 0, .. png[^12..]];
    }
}
