using System.IO.Compression;

namespace Lana.Data;

/// <summary>The content of an IDX file of bytes: images or labels in the format of MNIST and similar data sets.</summary>
internal sealed record IdxFile(ImmutableArray<int> Dimensions, ReadOnlyMemory<byte> Values)
{
    private const byte UnsignedByte = 0x08;
    private const int FirstBuffer = 1 << 16;

    public static IdxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            using var file = File.OpenRead(path);
            var isGzip = IsGzip(file);
            using var content = isGzip
                ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true)
                : (Stream)file;
            var dimensions = ReadDimensions(path, content);
            var values = ReadValues(path, content, dimensions);
            if (isGzip)
            {
                CheckGzipEnd(path, file, (sizeof(int) * (1L + dimensions.Length)) + values.Length);
            }

            return new IdxFile(dimensions, values);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataSourceException(path, $"its gzip compression is damaged: {cause.Message}", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataSourceException(path, $"it cannot be read: {cause.Message}", cause);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        var gzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return gzip;
    }

    /// <summary>Checks the length at the end of the file: a stream that is cut inside its last eight bytes decompresses
    /// without a check of its checksum.</summary>
    private static void CheckGzipEnd(string path, FileStream file, long length)
    {
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != (uint)length)
        {
            throw new InvalidDataSourceException(
                path, "the end of its gzip compression does not fit: it is cut short, or joined from several files.");
        }
    }

    private static ImmutableArray<int> ReadDimensions(string path, Stream content)
    {
        Span<byte> magic = stackalloc byte[4];
        ReadHeader(path, content, magic);
        if (magic is not [0, 0, UnsignedByte, 1 or 3])
        {
            throw new InvalidDataSourceException(
                path,
                $"it begins with {Convert.ToHexStringLower(magic)}; an IDX file of unsigned bytes begins with 00000801 "
                + "(labels) or 00000803 (images).");
        }

        Span<byte> sizes = stackalloc byte[sizeof(int) * magic[3]];
        ReadHeader(path, content, sizes);
        var dimensions = new int[magic[3]];
        for (var axis = 0; axis < dimensions.Length; axis++)
        {
            dimensions[axis] = BinaryPrimitives.ReadInt32BigEndian(sizes[(sizeof(int) * axis)..]);
            if (dimensions[axis] < 1)
            {
                throw new InvalidDataSourceException(path, $"dimension {axis} is {(uint)dimensions[axis]}.");
            }
        }

        return [.. dimensions];
    }

    private static void ReadHeader(string path, Stream content, Span<byte> destination)
    {
        var read = content.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        if (read != destination.Length)
        {
            throw new InvalidDataSourceException(path, "it ends inside its header.");
        }
    }

    private static ReadOnlyMemory<byte> ReadValues(string path, Stream content, ImmutableArray<int> dimensions)
    {
        var claimed = dimensions.Aggregate((Int128)1, (product, dimension) => product * dimension);
        var shape = string.Join(", ", dimensions);
        if (claimed >= Array.MaxLength)
        {
            throw new InvalidDataSourceException(path, $"its shape [{shape}] is larger than this reader takes (2 GB).");
        }

        var length = (int)claimed;
        var buffer = new byte[Math.Min(length, FirstBuffer)];
        var filled = 0;
        while (true)
        {
            filled += content.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            if (filled < buffer.Length)
            {
                throw new InvalidDataSourceException(
                    path, $"its shape [{shape}] needs {length} bytes, it holds {filled}: it is cut short.");
            }

            if (filled == length)
            {
                break;
            }

            Array.Resize(ref buffer, (int)Math.Min(length, 2L * buffer.Length));
        }

        return content.ReadByte() < 0
            ? buffer
            : throw new InvalidDataSourceException(path, $"its shape [{shape}] needs {length} bytes, it holds more.");
    }
}
