namespace Lana.Import.Onnx;

/// <summary>Moves known numbers.</summary>
internal static class FoldMovement
{
    public static OnnxConstant Same(NodeResult node) =>
        node.Known(0).WithDims(node.Outputs[0].Name, node.Outputs[0].Dims);

    public static OnnxConstant Expand(NodeResult node)
    {
        var (input, output) = (node.Known(0), node.Outputs[0]);
        return input.Take(output.Name, output.Dims, Broadcasting.Positions(input.Dims, output.Dims));
    }

    public static OnnxConstant Transpose(NodeResult node)
    {
        var (input, output) = (node.Known(0), node.Outputs[0]);
        var steps = Strided.StepsOf(input.Dims);
        var order = node.Attributes.Ints("perm");
        return input.Take(
            output.Name, output.Dims, Strided.Positions(output.Dims, 0, [.. order.Select(axis => steps[axis])]));
    }

    public static OnnxConstant Slice(NodeResult node)
    {
        var (input, output, attributes) = (node.Known(0), node.Outputs[0], node.Attributes);
        var steps = Strided.StepsOf(input.Dims);
        var (axes, starts, strides) = (attributes.Ints("axes"), attributes.Ints("starts"), attributes.Ints("steps"));
        var start = 0L;
        for (var i = 0; i < axes.Length; i++)
        {
            start += steps[axes[i]] * starts[i];
            steps[axes[i]] *= strides[i];
        }

        return input.Take(output.Name, output.Dims, Strided.Positions(output.Dims, start, steps));
    }

    public static OnnxConstant[] Split(NodeResult node)
    {
        var input = node.Known(0);
        var axis = (int)node.Attributes.Int("axis");
        var steps = Strided.StepsOf(input.Dims);
        var start = 0L;
        var parts = new List<OnnxConstant>();
        foreach (var output in node.Outputs)
        {
            parts.Add(input.Take(output.Name, output.Dims, Strided.Positions(output.Dims, start, steps)));
            start += steps[axis] * output.Dims[axis];
        }

        return [.. parts];
    }

    /// <summary>Repeats a tensor: a view of [1, a, 1, b, …] is repeated to [r, a, s, b, …].</summary>
    public static OnnxConstant Tile(NodeResult node)
    {
        var (input, output, repeats) = (node.Known(0), node.Outputs[0], node.Attributes.Ints("repeats"));
        var steps = Strided.StepsOf(input.Dims);
        var dims = repeats.Zip(input.Dims).SelectMany(pair => new[] { pair.First, pair.Second });
        var positions = Strided.Positions([.. dims], 0, [.. steps.SelectMany(step => new[] { 0, step })]);
        return input.Take(output.Name, output.Dims, positions);
    }

    public static OnnxConstant Gather(NodeResult node)
    {
        var (data, indices, output) = (node.Known(0), node.Known(1).Integers, node.Outputs[0]);
        var axis = (int)node.Attributes.Int("axis");
        var inner = data.Dims[(axis + 1)..].Aggregate(1L, (product, size) => product * size);
        var size = data.Dims[axis];
        var positions = new int[output.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            var outer = i / inner / indices.Length;
            var index = indices[i / inner % indices.Length];
            positions[i] = (int)((((outer * size) + index) * inner) + (i % inner));
        }

        return data.Take(output.Name, output.Dims, positions);
    }

    public static OnnxConstant Concat(NodeResult node)
    {
        var (output, axis) = (node.Outputs[0], (int)node.Attributes.Int("axis"));
        var inputs = node.Inputs.Select(input => input!.Constant!).ToArray();
        return inputs.All(input => input.IsFloat)
            ? new OnnxConstant(
                output.Name, output.Dims, Join([.. inputs.Select(input => input.Floats)], inputs, output, axis))
            : new OnnxConstant(
                output.Name,
                output.Dims,
                Join([.. inputs.Select(input => IntegersOf(input))], inputs, output, axis),
                inputs[0].ElementType);
    }

    private static T[] Join<T>(T[][] values, OnnxConstant[] inputs, TracedValue output, int axis)
    {
        var result = new T[output.Count];
        var outer = output.Dims[..axis].Aggregate(1L, (product, size) => product * size);
        var at = 0;
        for (var i = 0; i < outer; i++)
        {
            for (var k = 0; k < inputs.Length; k++)
            {
                var length = (int)(values[k].Length / outer);
                values[k].AsSpan(i * length, length).CopyTo(result.AsSpan(at));
                at += length;
            }
        }

        return result;
    }

    private static long[] IntegersOf(OnnxConstant input) => input.IsFloat && input.Count > 0
        ? throw new InvalidNodeException("its inputs have different element types")
        : input.IsFloat ? [] : input.Integers;
}
