namespace Lana.Import.Onnx;

/// <summary>Convolutions: the kernel's size is always stated and the padding explicit.</summary>
internal static class ConvolutionRules
{
    public static NodeResult Conv(TracedNode node)
    {
        var (input, weight, group) = Operands(node);
        if (input.Dims[1] != weight.Dims[1] * group || weight.Dims[0] % group != 0)
        {
            throw Mismatch(input, weight, group);
        }

        CheckBias(node, weight.Dims[0]);
        var window = WindowGeometry.Of(node, input.Dims[2..], Kernel(node, weight));
        return node.Result(
            [input.Dims[0], weight.Dims[0], .. window.Sizes],
            [input, weight, node.Optional(2)],
            window.ToAttributes().With("group", group));
    }

    public static NodeResult ConvTranspose(TracedNode node)
    {
        var (input, weight, group) = Operands(node);
        if (input.Dims[1] != weight.Dims[0] || weight.Dims[0] % group != 0)
        {
            throw Mismatch(input, weight, group);
        }

        var channels = checked(weight.Dims[1] * group);
        CheckBias(node, channels);
        var (window, outputPadding) = TransposedWindow.Of(node, input.Dims[2..], Kernel(node, weight));
        return node.Result(
            [input.Dims[0], channels, .. window.Sizes],
            [input, weight, node.Optional(2)],
            window.ToAttributes().With("group", group).With("output_padding", outputPadding));
    }

    private static (TracedValue Input, TracedValue Weight, long Group) Operands(TracedNode node)
    {
        var (input, weight) = (node.Input(0, 3), node.Input(1));
        var group = node.Attributes.Int("group", 1);
        return input.Rank == weight.Rank && group is >= 1 and <= int.MaxValue
            ? (input, weight, group)
            : throw Mismatch(input, weight, group);
    }

    private static ImmutableArray<long> Kernel(TracedNode node, TracedValue weight)
    {
        var kernel = weight.Dims[2..];
        var stated = node.Attributes.Ints("kernel_shape", kernel);
        return stated.SequenceEqual(kernel)
            ? kernel
            : throw new InvalidNodeException(
                $"its kernel_shape is [{string.Join(", ", stated)}], its weight {weight.Show()}");
    }

    private static void CheckBias(TracedNode node, long channels)
    {
        if (node.Optional(2) is { } bias && !bias.Dims.SequenceEqual([channels]))
        {
            throw new InvalidNodeException($"its bias is {bias.Show()} for {channels} channels");
        }
    }

    private static InvalidNodeException Mismatch(TracedValue input, TracedValue weight, long group) =>
        new($"its input {input.Show()} does not fit its weight {weight.Show()} in {group} groups");
}
