namespace Lana.Import.Onnx;

/// <summary>Operators that take parts of a tensor or put parts together.</summary>
internal static class SliceRules
{
    /// <summary>Starts and ends within the input; an end of −1 with a negative step is before the first number. Axes
    /// that are taken completely are left out.</summary>
    public static NodeResult Slice(TracedNode node)
    {
        var input = node.Input(0);
        var (starts, ends) = (node.InputOrAttribute(1, "starts"), node.InputOrAttribute(2, "ends"));
        if (starts.IsDefault || ends.IsDefault || starts.Length != ends.Length || starts.Length > input.Rank)
        {
            throw new InvalidNodeException("its starts and ends are not given, or not as many as each other");
        }

        var axes = node.InputOrAttribute(3, "axes");
        axes = TracedNode.Axes(axes.IsDefault ? [.. Enumerable.Range(0, starts.Length)] : axes, input.Rank);
        var steps = node.Integers(4);
        steps = steps.IsDefault ? [.. starts.Select(_ => 1L)] : steps;
        if (axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw new InvalidNodeException("its axes or steps do not fit its starts");
        }

        var dims = input.Dims.ToArray();
        var parts = Enumerable.Range(0, axes.Length)
            .Select(i => SlicePart.Of(axes[i], starts[i], ends[i], steps[i], dims[axes[i]]))
            .ToArray();
        foreach (var part in parts)
        {
            dims[part.Axis] = part.Size;
        }

        return node.Result([.. dims], [input], SlicePart.ToAttributes(parts.Where(part => !part.IsAllOf(input))));
    }

    public static NodeResult Split(TracedNode node)
    {
        var input = node.Input(0, 1);
        var axis = TracedNode.Axis(node.Attributes.Int("axis"), input.Rank);
        var sizes = node.InputOrAttribute(1, "split");
        sizes = sizes.IsDefault ? EqualParts(node, input.Dims[axis]) : sizes;
        if (sizes.Length != node.Proto.Output.Count || sizes.Any(size => size < 0) || sizes.Sum() != input.Dims[axis])
        {
            throw new InvalidNodeException(
                $"its parts [{string.Join(", ", sizes)}] are not those of its {node.Proto.Output.Count} outputs");
        }

        var attributes = OnnxAttributes.Empty.With("axis", (long)axis).With("split", sizes);
        var outputs = sizes.Select((size, i) => node.Output(input.Dims.SetItem(axis, size), [input], i));
        return new NodeResult(node.Operator, [input], attributes, [.. outputs]);
    }

    public static NodeResult Concat(TracedNode node)
    {
        var inputs = Enumerable.Range(0, Math.Max(1, node.Inputs.Length)).Select(i => node.Input(i, 1)).ToArray();
        var axis = TracedNode.Axis(node.Attributes.Int("axis", 1), inputs[0].Rank);
        var dims = inputs.MaxBy(input => input.Constant is null)!.Dims.ToArray();
        dims[axis] = 0;
        foreach (var input in inputs)
        {
            var isSame = input.Rank == dims.Length && Enumerable.Range(0, dims.Length).All(
                i => i == axis || input.Dims[i] == dims[i] || (i == 0 && StandsForEveryExample(input)));
            dims[axis] = isSame
                ? checked(dims[axis] + input.Dims[axis])
                : throw new InvalidNodeException(
                    $"its inputs do not fit each other: {Shortened.List(inputs.Select(each => each.Show()), 8)}");
        }

        return node.Result([.. dims], [.. inputs], OnnxAttributes.Empty.With("axis", (long)axis));
    }

    /// <summary>Indices are known and counted from the front.</summary>
    public static NodeResult Gather(TracedNode node)
    {
        var (data, indices) = (node.Input(0, 1), node.Input(1));
        var axis = TracedNode.Axis(node.Attributes.Int("axis"), data.Rank);
        var numbers = indices.Count == 0 ? [] : node.Integers(1);
        var size = data.Dims[axis];
        if (numbers.Any(number => number < -size || number >= size))
        {
            throw new InvalidNodeException($"an index is outside the {size} of axis {axis} of its input {data.Show()}");
        }

        var positive = new OnnxConstant(
            indices.Name, indices.Dims, [.. numbers.Select(number => number < 0 ? number + size : number)]);
        return node.Result(
            [.. data.Dims[..axis], .. indices.Dims, .. data.Dims[(axis + 1)..]],
            [data, new TracedValue(positive)],
            OnnxAttributes.Empty.With("axis", (long)axis));
    }

    // A constant for the single example of the file applies to every example.
    private static bool StandsForEveryExample(TracedValue input) => input.Constant is not null && input.Dims[0] == 1;

    private static ImmutableArray<long> EqualParts(TracedNode node, long size)
    {
        var count = node.Proto.Output.Count;
        if (count == 0 || node.Attributes.Int("num_outputs", count) != count || (node.Opset < 18 && size % count != 0))
        {
            throw new InvalidNodeException($"it splits {size} into {count} parts that are not equal");
        }

        var part = (size + count - 1) / count;
        return [.. Enumerable.Repeat(part, count - 1), size - (part * (count - 1))];
    }
}
