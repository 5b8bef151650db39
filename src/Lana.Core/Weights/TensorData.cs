namespace Lana.Weights;

/// <summary>One tensor to be written to a safetensors file.</summary>
internal sealed class TensorData
{
    private const int ChunkLength = 1 << 16;

    /// <summary>Creates a tensor whose bytes are written when it is reached.</summary>
    public TensorData(string name, WeightType elementType, IEnumerable<long> shape, Action<Stream> write)
    {
        WeightLayout.RequireText(name);
        if (name == WeightLayout.MetadataKey)
        {
            throw new ArgumentException($"'{name}' is not for tensors but for metadata.", nameof(name));
        }

        Name = name;
        ElementType = elementType;
        Shape = [.. shape];
        if (Shape.Length > WeightLayout.RankLimit)
        {
            throw new ArgumentException(
                $"'{name}' has {Shape.Length} dimensions; the most is {WeightLayout.RankLimit}.", nameof(shape));
        }

        ByteLength = WeightLayout.ByteLength(elementType, Shape.AsSpan())
            ?? throw new ArgumentException($"Tensor {this}: not a shape that can be stored.", nameof(shape));
        WriteContent = write;
    }

    public string Name { get; }

    public WeightType ElementType { get; }

    public ImmutableArray<long> Shape { get; }

    public long ByteLength { get; }

    internal Action<Stream> WriteContent { get; }

    public static TensorData FromSingles(
        string name, IEnumerable<long> shape, ReadOnlyMemory<float> values, WeightType elementType = WeightType.F32)
    {
        WeightConversion.Narrow(elementType, [], []);
        var size = WeightLayout.SizeOf(elementType);
        return new TensorData(name, elementType, shape, stream => WriteChunks(
            stream, values, size, (part, bytes) => WeightConversion.Narrow(elementType, part, bytes)))
            .Holding(values.Length);
    }

    public static TensorData FromInt64s(string name, IEnumerable<long> shape, ReadOnlyMemory<long> values) =>
        new TensorData(name, WeightType.I64, shape, stream => WriteChunks(
            stream, values, sizeof(long), EncodeInt64s))
            .Holding(values.Length);

    public override string ToString() => $"{Name} {WeightLayout.NameOf(ElementType)} [{string.Join(", ", Shape)}]";

    private static void EncodeInt64s(ReadOnlySpan<long> values, Span<byte> destination)
    {
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(destination[(i * sizeof(long))..], values[i]);
        }
    }

    private static void WriteChunks<T>(Stream stream, ReadOnlyMemory<T> values, int size, Encoder<T> encode)
    {
        var buffer = new byte[size * Math.Min(ChunkLength, values.Length)];
        for (var start = 0; start < values.Length; start += ChunkLength)
        {
            var part = values.Span.Slice(start, Math.Min(ChunkLength, values.Length - start));
            var bytes = buffer.AsSpan(0, size * part.Length);
            encode(part, bytes);
            stream.Write(bytes);
        }
    }

    private TensorData Holding(int count) =>
        (long)count * WeightLayout.SizeOf(ElementType) == ByteLength
            ? this
            : throw new ArgumentException($"Tensor {this} does not hold {count} numbers.");

    private delegate void Encoder<T>(ReadOnlySpan<T> values, Span<byte> destination);
}
