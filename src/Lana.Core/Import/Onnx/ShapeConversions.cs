using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Converts operators that move numbers, cut and join tensors, or sum over axes.</summary>
internal static class ShapeConversions
{
    public static string Reshape(NodeConversion node) => node.Reshape(node.Value(0), node.Shape, node.OutputShape);

    public static string Transpose(NodeConversion node) =>
        node.Apply(new Transpose([.. node.AfterBatch("perm", 0).Select(axis => axis - 1)]));

    public static string Expand(NodeConversion node)
    {
        var (from, to) = (node.Shape, node.OutputShape);
        if (from.Rank > to.Rank)
        {
            throw new InvalidNodeException($"it expands {from} to {to}");
        }

        var aligned = new TensorShape(from.Sizes.InsertRange(0, Enumerable.Repeat(1, to.Rank - from.Rank)));
        var value = node.Reshape(node.Value(0), from, aligned);
        return aligned == to ? value : node.Apply(new Tile([.. to.Sizes.Zip(aligned.Sizes, (wide, narrow) => wide / narrow)]), value);
    }

    public static string DepthToSpace(NodeConversion node) => node.Apply(new DepthToSpace((int)node.Attributes.Int("blocksize"))
    {
        Order = node.Attributes.Text("mode", "DCR") == "DCR" ? DepthOrder.DepthColumnRow : DepthOrder.ColumnRowDepth,
    });

    public static string Concat(NodeConversion node)
    {
        var axis = NodeConversion.Axis(node.Attributes.Int("axis"));
        var values = Enumerable.Range(0, node.Inputs).Where(input => !node.IsConstant(input)).ToArray();
        if (values.Length == node.Inputs)
        {
            return node.Apply(new Concatenate(axis), [.. values.Select(node.Value)]);
        }

        // Zeros before and after a single value are padding.
        var isPadding = values.Length == 1 && Enumerable.Range(0, node.Inputs).Except(values).All(input =>
            Array.TrueForAll(node.Constant(input).ToFloats(), number => number == 0.0f));
        if (!isPadding)
        {
            throw new InvalidNodeException("it joins values with constants that are not zero");
        }

        var (before, after) = (new int[node.ShapeOf(values[0]).Rank], new int[node.ShapeOf(values[0]).Rank]);
        before[axis] = Sizes(node, Enumerable.Range(0, values[0]), axis);
        after[axis] = Sizes(node, Enumerable.Range(values[0] + 1, node.Inputs - values[0] - 1), axis);
        return node.Apply(new PadAxes([.. before], [.. after]), node.Value(values[0]));
    }

    public static string Gather(NodeConversion node)
    {
        var (axis, indices) = (NodeConversion.Axis(node.Attributes.Int("axis")), node.Constant(1));
        var taken = node.Apply(new Gather(axis, [.. indices.Integers.Select(index => checked((int)index))]));
        var flat = new TensorShape(node.Shape.Sizes.SetItem(axis, indices.Count));
        return node.Reshape(taken, flat, node.OutputShape);
    }

    public static string Slice(NodeConversion node)
    {
        var attributes = node.Attributes;
        var (axes, starts, ends, steps) =
            (attributes.Ints("axes"), attributes.Ints("starts"), attributes.Ints("ends"), attributes.Ints("steps"));
        var value = node.Value(0);
        for (var place = 0; place < axes.Length; place++)
        {
            value = node.Apply(
                new StridedSlice(NodeConversion.Axis(axes[place]), checked((int)starts[place]), checked((int)ends[place]))
                {
                    Step = checked((int)steps[place]),
                },
                value);
        }

        return value;
    }

    public static string[] Split(NodeConversion node)
    {
        var axis = NodeConversion.Axis(node.Attributes.Int("axis"));
        var names = new List<string>();
        var start = 0;
        foreach (var size in node.Attributes.Ints("split"))
        {
            names.Add(node.Apply(new StridedSlice(axis, start, start + (int)size)));
            start += (int)size;
        }

        return [.. names];
    }

    public static string Reduce(NodeConversion node, ReduceFunction function, string? value = null) => node.Apply(
        new Reduce(function, [.. node.Attributes.Ints("axes").Select(NodeConversion.Axis)])
        {
            KeepsAxes = node.Attributes.Flag("keepdims"),
        },
        value ?? node.Value(0));

    public static string SumOfSquares(NodeConversion node) => Reduce(
        node, ReduceFunction.Sum, node.Apply(new Arithmetic(ArithmeticFunction.Multiply), node.Value(0), node.Value(0)));

    private static int Sizes(NodeConversion node, IEnumerable<int> inputs, int axis) =>
        inputs.Sum(input => checked((int)node.Constant(input).Dims[axis + 1]));
}
