namespace Lana.Import.Onnx;

/// <summary>A tensor whose numbers are known: floating-point types as float32, booleans and integers as int64.</summary>
/// <remarks>The arrays are shared, not copied, and must not be written to.</remarks>
internal sealed class OnnxConstant
{
    private readonly float[]? _floats;
    private readonly long[]? _integers;

    public OnnxConstant(string name, ImmutableArray<long> dims, float[] values)
    {
        (Name, Dims, _floats, ElementType) = (name, dims, values, OnnxElementType.Float32);
        Check(values.Length);
    }

    public OnnxConstant(
        string name, ImmutableArray<long> dims, long[] values, OnnxElementType elementType = OnnxElementType.Int64)
    {
        (Name, Dims, _integers, ElementType) = (name, dims, values, elementType);
        Check(values.Length);
    }

    /// <summary>The name in the file; a folded constant has the name of the value that it replaces.</summary>
    public string Name { get; }

    /// <summary>The type that is declared in the file; float32 for folded numbers.</summary>
    public OnnxElementType ElementType { get; init; }

    /// <summary>The size of every axis; empty for a scalar.</summary>
    public ImmutableArray<long> Dims { get; }

    /// <summary>True for floating-point numbers.</summary>
    public bool IsFloat => _floats is not null;

    /// <summary>The number of values.</summary>
    public int Count => _floats?.Length ?? _integers!.Length;

    /// <summary>The values of a floating-point tensor; the last axis varies fastest.</summary>
    public float[] Floats => _floats ?? throw new InvalidOperationException($"Constant '{Name}' holds integers.");

    /// <summary>The values of an integer or boolean tensor; the last axis varies fastest.</summary>
    public long[] Integers =>
        _integers ?? throw new InvalidOperationException($"Constant '{Name}' holds floating-point numbers.");

    /// <summary>The numbers as float32, whatever their type.</summary>
    public float[] ToFloats() => _floats ?? Array.ConvertAll(_integers!, value => (float)value);

    /// <summary>The same numbers in the same order with other dims.</summary>
    public OnnxConstant WithDims(string name, ImmutableArray<long> dims) => _floats is not null
        ? new OnnxConstant(name, dims, _floats) { ElementType = ElementType }
        : new OnnxConstant(name, dims, _integers!, ElementType);

    /// <summary>Some of the numbers, by their positions, with other dims.</summary>
    public OnnxConstant Take(string name, ImmutableArray<long> dims, int[] positions) => _floats is not null
        ? new OnnxConstant(name, dims, Array.ConvertAll(positions, at => _floats[at])) { ElementType = ElementType }
        : new OnnxConstant(name, dims, Array.ConvertAll(positions, at => _integers![at]), ElementType);

    /// <summary>Returns true if another constant has the same dims and values.</summary>
    public bool HasSameValues(OnnxConstant other) =>
        ReferenceEquals(this, other)
        || (IsFloat == other.IsFloat
            && Dims.SequenceEqual(other.Dims)
            && (IsFloat
                ? MemoryMarshal.AsBytes(_floats.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other._floats.AsSpan()))
                : _integers.AsSpan().SequenceEqual(other._integers)));

    public override string ToString() => $"{ElementType.Describe()} [{string.Join(", ", Dims)}]";

    private void Check(int count)
    {
        if (Dims.Aggregate(1L, (product, size) => product * size) != count)
        {
            throw new ArgumentException($"Constant '{Name}' has {count} numbers for [{string.Join(", ", Dims)}].");
        }
    }
}
