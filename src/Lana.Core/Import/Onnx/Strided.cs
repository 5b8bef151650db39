namespace Lana.Import.Onnx;

/// <summary>Positions of numbers in a strided view of a tensor.</summary>
internal static class Strided
{
    /// <summary>The strides of a tensor whose numbers are stored contiguously.</summary>
    public static long[] StepsOf(ImmutableArray<long> dims)
    {
        var steps = new long[dims.Length];
        var step = 1L;
        for (var i = dims.Length - 1; i >= 0; i--)
        {
            steps[i] = step;
            step *= dims[i];
        }

        return steps;
    }

    /// <summary>The position of every number of a view; the last axis varies fastest.</summary>
    /// <param name="dims">The sizes of the view.</param>
    /// <param name="start">The position of its first number.</param>
    /// <param name="steps">The distance between neighbours along each axis.</param>
    public static int[] Positions(ImmutableArray<long> dims, long start, long[] steps)
    {
        var positions = new int[dims.Aggregate(1L, (product, size) => product * size)];
        var at = new long[dims.Length];
        var position = start;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = (int)position;
            for (var axis = dims.Length - 1; axis >= 0; axis--)
            {
                position += steps[axis];
                if (++at[axis] < dims[axis])
                {
                    break;
                }

                position -= steps[axis] * dims[axis];
                at[axis] = 0;
            }
        }

        return positions;
    }
}
