namespace Lana.Weights;

/// <summary>The description of one tensor of a safetensors file, without its numbers.</summary>
/// <remarks>Begin and End count from the first byte after the header.</remarks>
internal sealed record TensorEntry(
    string Name, WeightType ElementType, ImmutableArray<long> Shape, long Begin, long End)
{
    public long ByteLength => End - Begin;

    public long Count => ByteLength / WeightLayout.SizeOf(ElementType);

    public override string ToString() => $"{Name} {WeightLayout.NameOf(ElementType)} [{string.Join(", ", Shape)}]";
}
