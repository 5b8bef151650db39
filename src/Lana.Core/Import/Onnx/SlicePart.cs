namespace Lana.Import.Onnx;

/// <summary>The part that a <c>Slice</c> takes along one axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Start">The first index.</param>
/// <param name="End">The index before which it stops; −1 is before the first.</param>
/// <param name="Step">The distance, not 0.</param>
/// <param name="Size">The number of indices.</param>
internal readonly record struct SlicePart(int Axis, long Start, long End, long Step, long Size)
{
    /// <summary>Resolves indices that count from the end or are outside the axis.</summary>
    public static SlicePart Of(long axis, long start, long end, long step, long size)
    {
        step = Math.Clamp(step, -int.MaxValue, int.MaxValue);
        var (low, high) = step > 0 ? (0L, size) : (-1L, size - 1);
        start = Math.Clamp(start < 0 ? start + size : start, step > 0 ? 0 : Math.Min(0, high), high);
        end = Math.Clamp(end < 0 ? end + size : end, low, high);
        var count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
        return new SlicePart((int)axis, start, end, step, Math.Max(0, count));
    }

    /// <summary>Converts the parts to attributes.</summary>
    public static OnnxAttributes ToAttributes(IEnumerable<SlicePart> parts)
    {
        SlicePart[] sorted = [.. parts.OrderBy(part => part.Axis)];
        return OnnxAttributes.Empty
            .With("axes", [.. sorted.Select(part => (long)part.Axis)])
            .With("starts", [.. sorted.Select(part => part.Start)])
            .With("ends", [.. sorted.Select(part => part.End)])
            .With("steps", [.. sorted.Select(part => part.Step)]);
    }

    /// <summary>Returns true if the whole axis is taken in its order.</summary>
    public bool IsAllOf(TracedValue input) => Step == 1 && Size == input.Dims[Axis];
}
