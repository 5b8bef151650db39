namespace Lana.Import.Onnx;

/// <summary>Reduces known numbers along axes.</summary>
internal static class FoldReduction
{
    /// <summary>A reduction that combines numbers in pairs.</summary>
    public static Func<NodeResult, OnnxConstant> With(Func<double, double, double> combine, double start) =>
        node => Make(node, Reduce(node, combine, start));

    public static OnnxConstant Mean(NodeResult node)
    {
        var sums = Reduce(node, (a, b) => a + b, 0);
        var count = (double)node.Known(0).Count / Math.Max(1, sums.Length);
        return Make(node, Array.ConvertAll(sums, sum => sum / count));
    }

    /// <summary>Computes the root of the sum of squares.</summary>
    public static OnnxConstant Length(NodeResult node) =>
        Make(node, Array.ConvertAll(Reduce(node, (sum, number) => sum + (number * number), 0), Math.Sqrt));

    private static double[] Reduce(NodeResult node, Func<double, double, double> combine, double start)
    {
        var input = node.Known(0);
        var axes = node.Attributes.Ints("axes");
        ImmutableArray<long> kept = [.. input.Dims.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        var positions = Broadcasting.Positions(kept, input.Dims);
        var result = new double[node.Outputs[0].Count];
        Array.Fill(result, start);
        for (var i = 0; i < positions.Length; i++)
        {
            ref var target = ref result[positions[i]];
            target = combine(target, input.IsFloat ? input.Floats[i] : input.Integers[i]);
        }

        return result;
    }

    private static OnnxConstant Make(NodeResult node, double[] values)
    {
        var (input, output) = (node.Known(0), node.Outputs[0]);
        return input.IsFloat
            ? new OnnxConstant(output.Name, output.Dims, Array.ConvertAll(values, value => (float)value))
            : new OnnxConstant(
                output.Name, output.Dims, Array.ConvertAll(values, value => (long)value), input.ElementType);
    }
}
