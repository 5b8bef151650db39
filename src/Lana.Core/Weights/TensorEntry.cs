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

    public string Name { get; }

    public WeightType ElementType { get; }

    public ImmutableArray<long> Shape { get; }

    public long Count => ByteLength / WeightLayout.SizeOf(ElementType);

    public long ByteLength { get; }

    /// <summary>Where the numbers begin, from the first byte after the header.</summary>
    internal long Begin { get; }

    internal long End => Begin + ByteLength;

    public override string ToString() => $"{Name} {WeightLayout.NameOf(ElementType)} [{string.Join(", ", Shape)}]";
}
