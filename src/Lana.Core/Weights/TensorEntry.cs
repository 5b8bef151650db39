using System.Collections.Immutable;

namespace Lana.Weights;

/// <summary>One tensor of a safetensors file: what it is, not its numbers.</summary>
internal sealed class TensorEntry
{
    internal TensorEntry(string name, WeightType elementType, ImmutableArray<long> shape, long begin, long end)
    {
        Name = name;
        ElementType = elementType;
        Shape = shape;
        Begin = begin;
        ByteLength = end - begin;
    }

    /// <summary>The key, unique in the file.</summary>
    public string Name { get; }

    /// <summary>How its numbers are encoded.</summary>
    public WeightType ElementType { get; }

    /// <summary>The dimensions, outermost first; empty for a single number.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public long Count => ByteLength / WeightLayout.SizeOf(ElementType);

    /// <summary>The size in bytes.</summary>
    public long ByteLength { get; }

    /// <summary>Where the numbers begin, from the first byte after the header.</summary>
    internal long Begin { get; }

    internal long End => Begin + ByteLength;

    /// <summary>Name, type and shape.</summary>
    public override string ToString() => $"{Name} {WeightLayout.NameOf(ElementType)} [{string.Join(", ", Shape)}]";
}
