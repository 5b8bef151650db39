using System.Buffers.Binary;
using System.IO.Compression;

namespace Lana.Data;

/// <summary>Writes IDX files the way the format says.</summary>
internal static class IdxFiles
{
    public static byte[] Plain(int[] dimensions, byte[] values)
    {
        var header = new byte[4 + (4 * dimensions.Length)];
        header[2] = 0x08;
        header[3] = (byte)dimensions.Length;
        for (var axis = 0; axis < dimensions.Length; axis++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * axis)), dimensions[axis]);
        }

        return [.. header, .. values];
    }

    public static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    public static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 7))];
}
