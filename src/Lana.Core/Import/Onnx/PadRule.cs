namespace Lana.Import.Onnx;

/// <summary>Padding: numbers for the start of every axis, then for the end of every axis, including the batch.</summary>
internal static class PadRule
{
    public static NodeResult Pad(TracedNode node)
    {
        var input = node.Input(0);
        var mode = node.Attributes.Text("mode", "constant");
        if (mode is not ("constant" or "reflect" or "edge" or "wrap"))
        {
            throw new InvalidNodeException($"its mode is '{Shortened.Of(mode)}'");
        }

        var pads = PadsOf(node, input.Rank);
        var dims = input.Dims.Select((size, axis) => checked(size + pads[axis] + pads[axis + input.Rank]));
        var value = node.Floats(2) is { } numbers ? numbers[0] : node.Attributes.Float("value");
        return node.Result(
            [.. dims], [input], OnnxAttributes.Empty.With("mode", mode).With("pads", pads).With("value", value));
    }

    private static ImmutableArray<long> PadsOf(TracedNode node, int rank)
    {
        var stated = node.InputOrAttribute(1, "pads");
        stated = stated.IsDefault ? node.Attributes.Ints("paddings") : stated;
        var axes = node.Integers(3);
        axes = TracedNode.Axes(axes.IsDefault ? [.. Enumerable.Range(0, rank)] : axes, rank);
        if (stated.Length != 2 * axes.Length)
        {
            throw new InvalidNodeException($"its pads are [{string.Join(", ", stated)}] for {axes.Length} axes");
        }

        var pads = new long[2 * rank];
        for (var i = 0; i < axes.Length; i++)
        {
            pads[axes[i]] = stated[i];
            pads[axes[i] + rank] = stated[i + axes.Length];
        }

        return [.. pads];
    }
}
