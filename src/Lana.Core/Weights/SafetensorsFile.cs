using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Lana.Weights;

/// <summary>An open safetensors file: names, shapes and the numbers of single tensors.</summary>
/// <remarks>The header is checked in full when the file is opened: every length is compared with the file's own before
/// anything of that length is allocated. The numbers stay on the disk until they are requested, and are read directly
/// into the caller's memory. Safe for use by several threads at once.</remarks>
internal sealed class SafetensorsFile : IDisposable
{
    private const int ChunkLength = 1 << 20;
    private readonly SafeFileHandle _handle;
    private readonly long _dataStart;
    private readonly Dictionary<string, TensorEntry> _byName;

    private SafetensorsFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        var header = ReadHeader(out _dataStart);
        Tensors = header.Tensors;
        Metadata = header.Metadata;
        _byName = Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    public string Path { get; }

    /// <summary>The tensors in the order of their data in the file.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>Free texts by key; empty if the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
        {
            throw new SafetensorsException(path, "it is a folder: name the file in it.");
        }

        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete, options: FileOptions.RandomAccess);
            var file = new SafetensorsFile(path, handle);
            handle = null;
            return file;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new SafetensorsException(path, $"it cannot be opened: {cause.Message}", null, cause);
        }
        finally
        {
            handle?.Dispose();
        }
    }

    public TensorEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.TryGetValue(name, out var entry)
            ? entry
            : throw new SafetensorsException(
                Path, $"it is not among the {Tensors.Count}. Check that the file belongs to this network.", name);
    }

    /// <summary>Reads a tensor as it is stored (little endian).</summary>
    public void ReadBytes(string name, Span<byte> destination)
    {
        var entry = Find(name);
        CheckLength(entry, entry.ByteLength, destination.Length);
        Fill(destination, _dataStart + entry.Begin, name);
    }

    public void ReadSingles(string name, Span<float> destination)
    {
        var entry = Find(name);
        RequireType(entry, WeightType.F32, WeightType.F16, WeightType.BF16, WeightType.F64);
        CheckLength(entry, entry.Count, destination.Length);
        var size = WeightLayout.SizeOf(entry.ElementType);
        var buffer = entry.ElementType == WeightType.F32
            ? []
            : ArrayPool<byte>.Shared.Rent(size * Math.Min(ChunkLength, destination.Length));
        for (var start = 0; start < destination.Length; start += ChunkLength)
        {
            var part = destination.Slice(start, Math.Min(ChunkLength, destination.Length - start));
            var bytes = buffer.Length == 0 ? MemoryMarshal.AsBytes(part) : buffer.AsSpan(0, size * part.Length);
            Fill(bytes, _dataStart + entry.Begin + ((long)start * size), name);
            WeightConversion.Widen(entry.ElementType, bytes, part);
        }

        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void ReadInt64s(string name, Span<long> destination)
    {
        var entry = Find(name);
        if (!WeightConversion.IsInteger(entry.ElementType))
        {
            throw new SafetensorsException(
                Path, $"it is {WeightLayout.NameOf(entry.ElementType)}, not a type of whole numbers.", name);
        }

        CheckLength(entry, entry.Count, destination.Length);
        var size = WeightLayout.SizeOf(entry.ElementType);
        var buffer = new byte[size * Math.Min(ChunkLength, destination.Length)];
        for (var start = 0; start < destination.Length; start += ChunkLength)
        {
            var part = destination.Slice(start, Math.Min(ChunkLength, destination.Length - start));
            var bytes = buffer.AsSpan(0, size * part.Length);
            Fill(bytes, _dataStart + entry.Begin + ((long)start * size), name);
            if (!WeightConversion.TryWiden(entry.ElementType, bytes, part))
            {
                throw new SafetensorsException(Path, "it holds a number above 2^63 - 1.", name);
            }
        }
    }

    public void Dispose() => _handle.Dispose();

    private static void CheckLength(TensorEntry entry, long expected, int actual)
    {
        if (expected != actual)
        {
            throw new ArgumentException($"Tensor {entry} needs a destination of {expected}, got {actual}.");
        }
    }

    private SafetensorsHeader ReadHeader(out long dataStart)
    {
        var fileLength = RandomAccess.GetLength(_handle);
        if (fileLength < WeightLayout.LengthBytes)
        {
            throw new SafetensorsException(Path, $"{fileLength} bytes are too few: it is cut short.");
        }

        Span<byte> prefix = stackalloc byte[WeightLayout.LengthBytes];
        Fill(prefix, 0, null);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength is < 2 or > WeightLayout.HeaderLimit
            || (long)headerLength > fileLength - WeightLayout.LengthBytes)
        {
            throw new SafetensorsException(
                Path,
                KindOf(fileLength) is { } kind
                    ? $"it is not a safetensors file but {kind}."
                    : $"its header claims {headerLength} bytes in a file of {fileLength}: cut short, or of another kind.");
        }

        var json = new byte[headerLength];
        Fill(json, WeightLayout.LengthBytes, null);
        dataStart = WeightLayout.LengthBytes + (long)headerLength;
        return SafetensorsHeader.Parse(Path, json, fileLength - dataStart);
    }

    private string? KindOf(long fileLength)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(FileKind.Length, fileLength)];
        Fill(start, 0, null);
        return FileKind.Of(start, "save the weights as safetensors");
    }

    private void RequireType(TensorEntry entry, params ReadOnlySpan<WeightType> allowed)
    {
        if (!allowed.Contains(entry.ElementType))
        {
            var names = string.Join(", ", allowed.ToArray().Select(WeightLayout.NameOf));
            throw new SafetensorsException(
                Path, $"it is {WeightLayout.NameOf(entry.ElementType)}, not {names}.", entry.Name);
        }
    }

    private void Fill(Span<byte> destination, long position, string? tensorName)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                var read = RandomAccess.Read(_handle, destination, position);
                if (read == 0)
                {
                    throw new SafetensorsException(Path, "the file was cut after it was opened.", tensorName);
                }

                destination = destination[read..];
                position += read;
            }
        }
        catch (IOException cause)
        {
            throw new SafetensorsException(Path, $"it cannot be read: {cause.Message}", tensorName, cause);
        }
    }
}
