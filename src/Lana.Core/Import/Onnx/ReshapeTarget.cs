namespace Lana.Import.Onnx;

/// <summary>Resolves the sizes of a <c>Reshape</c>: 0 keeps a size, −1 takes the rest, and if the file fixes the batch
/// at 1, a leading 1 means the batch.</summary>
internal static class ReshapeTarget
{
    public static ImmutableArray<long> Resolve(TracedNode node, TracedValue input, ImmutableArray<long> wanted)
    {
        if (wanted.Count(size => size == -1) > 1 || wanted.Any(size => size < -1))
        {
            throw Mismatch(input, wanted);
        }

        var keepsZeros = node.Attributes.Flag("allowzero");
        var dims = wanted.Select((size, axis) => size == 0 && !keepsZeros ? Kept(input, wanted, axis) : size).ToArray();
        if (dims is [1, ..] && node.HasFixedBatch(input))
        {
            dims[0] = node.Batch;
        }

        var known = dims.Where(size => size != -1).Aggregate(Int128.One, Times);
        var open = Array.IndexOf(dims, -1);
        if (open >= 0)
        {
            dims[open] = known != 0 && input.Count % known == 0
                ? (long)(input.Count / known)
                : throw Mismatch(input, wanted);
            return [.. dims];
        }

        return known == input.Count ? [.. dims] : throw Mismatch(input, wanted);
    }

    private static Int128 Times(Int128 product, long size) => product > long.MaxValue ? product : product * size;

    private static long Kept(TracedValue input, ImmutableArray<long> wanted, int axis) =>
        axis < input.Rank ? input.Dims[axis] : throw Mismatch(input, wanted);

    private static InvalidNodeException Mismatch(TracedValue input, ImmutableArray<long> wanted) =>
        new($"its shape [{string.Join(", ", wanted)}] does not fit its input {input.Show()}");
}
