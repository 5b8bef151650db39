namespace Lana.Import.Onnx;

/// <summary>A tensor traced with two batch sizes: values that are equal in both do not depend on the batch.</summary>
/// <param name="First">The tensor with <see cref="OnnxTracer.FirstBatch"/> examples.</param>
/// <param name="Second">The tensor with <see cref="OnnxTracer.SecondBatch"/> examples.</param>
internal readonly record struct TracedPair(TracedValue First, TracedValue Second)
{
    /// <summary>True if both are the same object, as for numbers of the file.</summary>
    public bool IsOne => ReferenceEquals(First, Second);

    /// <summary>True if the numbers are known.</summary>
    public bool IsKnown => First.Constant is not null && Second.Constant is not null;

    /// <summary>True if the first axis is the batch and no other axis depends on it.</summary>
    public bool IsBatched =>
        First.Rank == Second.Rank
        && First.Rank > 0
        && First.Dims[0] == OnnxTracer.FirstBatch
        && Second.Dims[0] == OnnxTracer.SecondBatch
        && First.Dims[1..].SequenceEqual(Second.Dims[1..]);

    /// <summary>The numbers if they are the same for any batch; if they repeat for every example, those of one example,
    /// with a first size of 1. Null if they depend on the batch in another way.</summary>
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
