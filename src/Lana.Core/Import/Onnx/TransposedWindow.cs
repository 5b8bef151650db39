namespace Lana.Import.Onnx;

/// <summary>The window of a transposed convolution, whose padding may be given by the size of the output.</summary>
internal static class TransposedWindow
{
    /// <summary>Resolves the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The sizes of the input without batch and channels.</param>
    /// <param name="kernel">The size of the window.</param>
    public static (WindowGeometry Window, ImmutableArray<long> OutputPadding) Of(
        TracedNode node, ImmutableArray<long> input, ImmutableArray<long> kernel)
    {
        var rank = input.Length;
        var strides = WindowGeometry.Numbers(node, "strides", rank);
        var dilations = WindowGeometry.Numbers(node, "dilations", rank);
        var extra = OutputPadding(node, rank).ToArray();
        var wanted = WantedSizes(node, input, strides);
        var begin = new long[rank];
        var end = new long[rank];
        var sizes = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            var reach = checked(((WindowGeometry.Positive(kernel[i]) - 1) * dilations[i]) + 1);
            var full = checked((strides[i] * (input[i] - 1)) + reach + extra[i]);
            (begin[i], end[i]) = wanted.IsDefault ? StatedPads(node, i, rank) : PadsFor(node, full - wanted[i]);
            extra[i] += wanted.IsDefault ? 0 : Math.Max(0, wanted[i] - full);
            sizes[i] = wanted.IsDefault ? full - begin[i] - end[i] : wanted[i];
        }

        return (new WindowGeometry(kernel, strides, dilations, [.. begin, .. end], [.. sizes]), [.. extra]);
    }

    private static (long Begin, long End) StatedPads(TracedNode node, int direction, int rank) =>
        WindowGeometry.AutoPad(node) == "VALID" ? (0, 0) : WindowGeometry.StatedPads(node, direction, rank);

    private static (long Begin, long End) PadsFor(TracedNode node, long total)
    {
        total = Math.Max(0, total);
        var half = total / 2;
        return WindowGeometry.AutoPad(node) == "SAME_UPPER" ? (half, total - half) : (total - half, half);
    }

    private static ImmutableArray<long> OutputPadding(TracedNode node, int rank)
    {
        var padding = node.Attributes.Ints("output_padding", [.. new long[rank]]);
        return padding.Length == rank && padding.All(pad => pad is >= 0 and <= int.MaxValue)
            ? padding
            : throw new InvalidNodeException($"its output_padding is [{string.Join(", ", padding)}]");
    }

    private static ImmutableArray<long> WantedSizes(
        TracedNode node, ImmutableArray<long> input, ImmutableArray<long> strides)
    {
        var stated = node.Attributes.Ints("output_shape");
        if (stated.Length > 0)
        {
            return stated.Length >= input.Length && stated.All(size => size is >= 1 and <= int.MaxValue)
                ? stated[^input.Length..]
                : throw new InvalidNodeException($"its output_shape is [{string.Join(", ", stated)}]");
        }

        return WindowGeometry.AutoPad(node).StartsWith("SAME", StringComparison.Ordinal)
            ? [.. input.Zip(strides, (size, stride) => checked(size * stride))]
            : default;
    }
}
