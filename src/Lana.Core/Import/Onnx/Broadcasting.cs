namespace Lana.Import.Onnx;

/// <summary>NumPy's rule for elementwise operators on tensors of different shapes.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that several shapes broadcast to.</summary>
    public static ImmutableArray<long> Of(IEnumerable<ImmutableArray<long>> shapes)
    {
        var result = ImmutableArray<long>.Empty;
        foreach (var shape in shapes)
        {
            result = Of(result, shape);
        }

        return result;
    }

    /// <summary>The shape that two shapes broadcast to.</summary>
    public static ImmutableArray<long> Of(ImmutableArray<long> left, ImmutableArray<long> right)
    {
        var result = new long[Math.Max(left.Length, right.Length)];
        for (var i = 0; i < result.Length; i++)
        {
            var (a, b) = (SizeAt(left, i - result.Length), SizeAt(right, i - result.Length));
            result[i] = a == b || b == 1 ? a
                : a == 1 ? b
                : throw new InvalidNodeException(
                    $"its inputs [{string.Join(", ", left)}] and [{string.Join(", ", right)}] do not fit each other");
        }

        return [.. result];
    }

    /// <summary>For every number of a shape, the position of the corresponding number in a smaller shape.</summary>
    public static int[] Positions(ImmutableArray<long> from, ImmutableArray<long> to)
    {
        var strides = new long[to.Length];
        var step = 1L;
        for (var i = 1; i <= from.Length; i++)
        {
            strides[^i] = from[^i] == 1 ? 0 : step;
            step *= from[^i];
        }

        return Strided.Positions(to, 0, strides);
    }

    private static long SizeAt(ImmutableArray<long> shape, int fromEnd) =>
        shape.Length + fromEnd >= 0 ? shape[shape.Length + fromEnd] : 1;
}
