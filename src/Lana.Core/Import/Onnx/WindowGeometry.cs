namespace Lana.Import.Onnx;

/// <summary>The movement of the window of a convolution or pool: explicit numbers for every direction.</summary>
/// <param name="Kernel">The size of the window.</param>
/// <param name="Strides">The steps between two positions of the window.</param>
/// <param name="Dilations">The steps between two positions inside the window.</param>
/// <param name="Pads">The padding at the start of every direction, then at the end of every direction.</param>
/// <param name="Sizes">The sizes of the output.</param>
internal sealed record WindowGeometry(
    ImmutableArray<long> Kernel,
    ImmutableArray<long> Strides,
    ImmutableArray<long> Dilations,
    ImmutableArray<long> Pads,
    ImmutableArray<long> Sizes)
{
    /// <summary>Resolves the attributes of a convolution or pool.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The sizes of the input without batch and channels.</param>
    /// <param name="kernel">The size of the window.</param>
    public static WindowGeometry Of(TracedNode node, ImmutableArray<long> input, ImmutableArray<long> kernel)
    {
        var rank = input.Length;
        var strides = Numbers(node, "strides", rank);
        var dilations = Numbers(node, "dilations", rank);
        var isRoundedUp = node.Attributes.Flag("ceil_mode");
        var begin = new long[rank];
        var end = new long[rank];
        var sizes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            var reach = checked(((Positive(kernel[i]) - 1) * dilations[i]) + 1);
            (begin[i], end[i]) = PadsAt(node, i, input[i], reach, strides[i], rank);
            var room = checked(input[i] + begin[i] + end[i] - reach);
            sizes[i] = Size(room, strides[i], input[i] + begin[i], isRoundedUp);
        }

        return new WindowGeometry(kernel, strides, dilations, [.. begin, .. end], [.. sizes]);
    }

    /// <summary>The attributes in their normal form.</summary>
    public OnnxAttributes ToAttributes() => OnnxAttributes.Empty
        .With("kernel_shape", Kernel)
        .With("strides", Strides)
        .With("dilations", Dilations)
        .With("pads", Pads);

    /// <summary>One positive number for every direction, 1 if the attribute is absent.</summary>
    public static ImmutableArray<long> Numbers(TracedNode node, string name, int rank)
    {
        var values = node.Attributes.Ints(name);
        return values.IsEmpty ? [.. Enumerable.Repeat(1L, rank)]
            : values.Length == rank && values.All(value => value is >= 1 and <= int.MaxValue) ? values
            : throw new InvalidNodeException($"its {name} are [{string.Join(", ", values)}] for {rank} directions");
    }

    /// <summary>The padding that the file specifies; none if it specifies none.</summary>
    public static (long Begin, long End) StatedPads(TracedNode node, int direction, int rank)
    {
        var pads = node.Attributes.Ints("pads");
        return pads.IsEmpty ? (0, 0)
            : pads.Length == 2 * rank && pads.All(pad => pad is >= 0 and <= int.MaxValue)
                ? (pads[direction], pads[direction + rank])
            : throw new InvalidNodeException($"its pads are [{string.Join(", ", pads)}] for {rank} directions");
    }

    /// <summary>The rule by which the padding is computed if the file does not specify it.</summary>
    public static string AutoPad(TracedNode node) => node.Attributes.Text("auto_pad", "NOTSET") switch
    {
        "" or "NOTSET" => "NOTSET",
        "VALID" => "VALID",
        "SAME_UPPER" => "SAME_UPPER",
        "SAME_LOWER" => "SAME_LOWER",
        var other => throw new InvalidNodeException($"its auto_pad is '{Shortened.Of(other)}'"),
    };

    /// <summary>Checks that a kernel size is at least 1.</summary>
    public static long Positive(long size) => size is >= 1 and <= int.MaxValue
        ? size
        : throw new InvalidNodeException($"its kernel has size {size}");

    private static (long Begin, long End) PadsAt(
        TracedNode node, int direction, long input, long reach, long stride, int rank)
    {
        var rule = AutoPad(node);
        if (rule is "NOTSET" or "VALID")
        {
            return rule == "NOTSET" ? StatedPads(node, direction, rank) : (0, 0);
        }

        var size = (input + stride - 1) / stride;
        var total = Math.Max(0, checked(((size - 1) * stride) + reach - input));
        var half = total / 2;
        return rule == "SAME_UPPER" ? (half, total - half) : (total - half, half);
    }

    // The last window must start before the padding at the end.
    private static long Size(long room, long stride, long start, bool isRoundedUp)
    {
        if (room < 0)
        {
            throw new InvalidNodeException("its window is larger than its padded input");
        }

        var size = (room / stride) + 1;
        return isRoundedUp && room % stride != 0 && size * stride < start ? size + 1 : size;
    }
}
