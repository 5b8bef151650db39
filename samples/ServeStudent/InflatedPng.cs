using System.Buffers.Binary;
using System.IO.Compression;

namespace ServeStudent;

/// <summary>The inflated data of a PNG image: a small file can hold gigabytes, and the decoder would inflate them all.</summary>
internal static class InflatedPng
{
    private const int Signature = 8;
    private const int ChunkFrame = 12;
    private const long MaxBytesPerPixel = 8;

    /// <summary>Refuses an image with more data than its size can need.</summary>
    public static void ThrowIfTooMuch(byte[] file, int width, int height)
    {
        using var compressed = Data(file);
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        var left = (MaxBytesPerPixel * width * height) + (16L * height) + 64;
        var buffer = new byte[1 << 16];
        while (inflated.Read(buffer) is var count and > 0)
        {
            left -= count;
            if (left < 0)
            {
                throw new InvalidDataException($"More data than its {width} × {height} pixels need follows.");
            }
        }
    }

    private static MemoryStream Data(byte[] file)
    {
        var data = new MemoryStream();
        for (var rest = file.AsSpan(Signature); rest.Length >= ChunkFrame;)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(rest), (uint)(rest.Length - ChunkFrame));
            if (rest[4..8].SequenceEqual("IDAT"u8))
            {
                data.Write(rest.Slice(8, length));
            }

            rest = rest[(ChunkFrame + length)..];
        }

        data.Position = 0;
        return data;
    }
}
