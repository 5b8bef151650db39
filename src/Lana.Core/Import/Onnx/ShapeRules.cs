namespace Lana.Import.Onnx;

/// <summary>Operators that give the same numbers another shape or order.</summary>
internal static class ShapeRules
{
    /// <summary>The attribute <c>shape</c> contains the sizes of the output after the first axis.</summary>
    public static NodeResult Reshape(TracedNode node)
    {
        var input = node.Input(0);
        var wanted = node.InputOrAttribute(1, "shape");
        var dims = ReshapeTarget.Resolve(node, input, wanted.IsDefault ? [] : wanted);
        return node.Result(dims, [input], WithShape(dims));
    }

    public static NodeResult Flatten(TracedNode node)
    {
        var input = node.Input(0);
        var stated = node.Attributes.Int("axis", 1);
        var axis = stated == input.Rank ? input.Rank : TracedNode.Axis(stated, input.Rank);
        ImmutableArray<long> dims = [Product(input.Dims[..axis]), Product(input.Dims[axis..])];
        return node.Result(dims, [input], OnnxAttributes.Empty.With("axis", (long)axis));
    }

    public static NodeResult Squeeze(TracedNode node)
    {
        var input = node.Input(0);
        var stated = node.InputOrAttribute(1, "axes");
        if (stated.IsDefault && node.HasFixedBatch(input))
        {
            throw new InvalidNodeException(
                "it removes every axis of size 1, also the batch of 1; name the axes, or export with a free batch");
        }

        var axes = stated.IsDefault
            ? [.. Enumerable.Range(0, input.Rank).Where(axis => input.Dims[axis] == 1).Select(axis => (long)axis)]
            : TracedNode.Axes(stated, input.Rank);
        if (axes.FirstOrDefault(axis => input.Dims[(int)axis] != 1, -1) is >= 0 and var wrong)
        {
            throw new InvalidNodeException($"it removes axis {wrong} of {input.Show()}, which is "
                + (wrong == 0 && input.Constant is null ? "the batch" : "not of size 1"));
        }

        ImmutableArray<long> dims = [.. input.Dims.Where((_, axis) => !axes.Contains(axis))];
        return node.Result(dims, [input], OnnxAttributes.Empty.With("axes", axes.Sort()));
    }

    public static NodeResult Unsqueeze(TracedNode node)
    {
        var input = node.Input(0);
        var stated = node.InputOrAttribute(1, "axes");
        if (stated.IsDefault)
        {
            throw new InvalidNodeException("it does not say which axes to add");
        }

        var axes = TracedNode.Axes(stated, checked(input.Rank + stated.Length)).Sort();
        var dims = input.Dims.ToList();
        foreach (var axis in axes)
        {
            dims.Insert((int)axis, 1);
        }

        return node.Result([.. dims], [input], OnnxAttributes.Empty.With("axes", axes));
    }

    public static NodeResult Transpose(TracedNode node)
    {
        var input = node.Input(0);
        var order = node.Attributes.Ints(
            "perm", [.. Enumerable.Range(0, input.Rank).Reverse().Select(axis => (long)axis)]);
        return order.Length == input.Rank && TracedNode.Axes(order, input.Rank) is var axes
            ? node.Result(
                [.. axes.Select(axis => input.Dims[(int)axis])], [input], OnnxAttributes.Empty.With("perm", axes))
            : throw new InvalidNodeException($"its perm is [{string.Join(", ", order)}] for {input.Show()}");
    }

    /// <summary>The attribute <c>shape</c> contains the sizes of the output after the first axis.</summary>
    public static NodeResult Expand(TracedNode node)
    {
        var input = node.Input(0);
        var wanted = node.Integers(1);
        var dims = Broadcasting.Of(input.Dims, wanted.IsDefault ? [] : wanted);
        return node.Result(dims, [input], WithShape(dims));
    }

    public static NodeResult Tile(TracedNode node)
    {
        var (input, repeats) = (node.Input(0), node.Integers(1));
        if (repeats.IsDefault)
        {
            repeats = [];
        }

        return repeats.Length == input.Rank && repeats.All(repeat => repeat >= 0)
            ? node.Result(
                [.. input.Dims.Zip(repeats, (size, repeat) => checked(size * repeat))],
                [input],
                OnnxAttributes.Empty.With("repeats", repeats))
            : throw new InvalidNodeException($"its repeats are [{string.Join(", ", repeats)}] for {input.Show()}");
    }

    public static NodeResult DepthToSpace(TracedNode node)
    {
        var (input, block) = BlockOf(node);
        var mode = node.Attributes.Text("mode", "DCR");
        return input.Dims[1] % (block * block) == 0 && mode is "DCR" or "CRD"
            ? node.Result(
                [
                    input.Dims[0],
                    input.Dims[1] / (block * block),
                    checked(input.Dims[2] * block),
                    checked(input.Dims[3] * block),
                ],
                [input],
                OnnxAttributes.Empty.With("blocksize", block).With("mode", mode))
            : throw new InvalidNodeException($"blocks of {block}, mode {Shortened.Of(mode)}, do not fit {input.Show()}");
    }

    public static NodeResult SpaceToDepth(TracedNode node)
    {
        var (input, block) = BlockOf(node);
        return input.Dims[2] % block == 0 && input.Dims[3] % block == 0
            ? node.Result(
                [input.Dims[0], checked(input.Dims[1] * block * block), input.Dims[2] / block, input.Dims[3] / block],
                [input],
                OnnxAttributes.Empty.With("blocksize", block))
            : throw new InvalidNodeException($"blocks of {block} do not fit {input.Show()}");
    }

    private static (TracedValue Input, long Block) BlockOf(TracedNode node)
    {
        var (input, block) = (node.Input(0), node.Attributes.Int("blocksize"));
        return input.Rank == 4 && block is >= 1 and <= 1 << 15
            ? (input, block)
            : throw new InvalidNodeException($"blocks of {block} do not fit {input.Show()}");
    }

    private static OnnxAttributes WithShape(ImmutableArray<long> dims) =>
        OnnxAttributes.Empty.With("shape", dims.IsEmpty ? dims : dims[1..]);

    private static long Product(ImmutableArray<long> dims) =>
        dims.Aggregate(1L, (product, size) => checked(product * size));
}
