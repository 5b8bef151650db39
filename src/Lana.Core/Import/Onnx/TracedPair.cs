namespace Lana.Import.Onnx;

/// <summary>A tensor traced with two batch sizes: what is the same in both does not depend on the batch.</summary>
/// <param name="First">The tensor with <see cref="OnnxTracer.FirstBatch"/> examples.</param>
/// <param name="Second">The tensor with <see cref="OnnxTracer.SecondBatch"/> examples.</param>
internal readonly record struct TracedPair(TracedValue First, TracedValue Second)
{
    /// <summary>Whether both are one and the same, as numbers of the file are.</summary>
    public bool IsOne => ReferenceEquals(First, Second);

    /// <summary>Whether the numbers are known.</summary>
    public bool IsKnown => First.Constant is not null && Second.Constant is not null;

    /// <summary>Whether the first axis is the batch and no other depends on it.</summary>
    public bool IsBatched =>
        First.Rank == Second.Rank
        && First.Rank > 0
        && First.Dims[0] == OnnxTracer.FirstBatch
        && Second.Dims[0] == OnnxTracer.SecondBatch
        && First.Dims[1..].SequenceEqual(Second.Dims[1..]);

    /// <summary>The numbers where they are the same for any batch; where they repeat for every example, those of one,
    /// with a first size of 1. Null where they depend on the batch in another way.</summary>
    public OnnxConstant? ForAnyBatch()
    {
        var (first, second) = (First.Constant!, Second.Constant!);
        if (first.HasSameValues(second))
        {
            return first;
        }

        if (!IsBatched || first.IsFloat != second.IsFloat)
        {
            return null;
        }

        var count = first.Count / (int)OnnxTracer.FirstBatch;
        var one = first.Take(first.Name, [1, .. first.Dims[1..]], [.. Enumerable.Range(0, count)]);
        return Repeats(one, first) && Repeats(one, second) ? one : null;
    }

    private static bool Repeats(OnnxConstant one, OnnxConstant all)
    {
        var positions = Enumerable.Range(0, all.Count).Select(i => i % one.Count).ToArray();
        return one.Take(all.Name, all.Dims, positions).HasSameValues(all);
    }
}
