namespace Lana.Import.Onnx;

/// <summary>Means, sums and extremes along axes, which are counted from the front and sorted.</summary>
internal static class ReductionRule
{
    public static NodeResult Reduce(TracedNode node)
    {
        var input = node.Input(0);
        var stated = node.InputOrAttribute(1, "axes");
        if (stated.IsDefaultOrEmpty && node.Attributes.Flag("noop_with_empty_axes"))
        {
            return node.Unchanged(input);
        }

        var axes = stated.IsDefaultOrEmpty
            ? [.. Enumerable.Range(0, input.Rank).Select(axis => (long)axis)]
            : TracedNode.Axes(stated, input.Rank).Sort();
        var keepsAxes = node.Attributes.Int("keepdims", 1) != 0;
        var dims = input.Dims
            .Select((size, axis) => axes.Contains(axis) ? keepsAxes ? 1 : -1 : size)
            .Where(size => size >= 0);
        return node.Result(
            [.. dims], [input], OnnxAttributes.Empty.With("axes", axes).With("keepdims", keepsAxes ? 1L : 0));
    }
}
