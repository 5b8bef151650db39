namespace Lana.Import.Onnx;

/// <summary>Pools: the padding is explicit.</summary>
internal static class PoolRules
{
    public static NodeResult MaxPool(TracedNode node) => Pool(node, attributes => attributes);

    public static NodeResult AveragePool(TracedNode node) => Pool(
        node,
        attributes => attributes.With("count_include_pad", node.Attributes.Flag("count_include_pad") ? 1L : 0));

    public static NodeResult Global(TracedNode node)
    {
        var input = node.Input(0, 3);
        return node.Result([.. input.Dims[..2], .. Enumerable.Repeat(1L, input.Rank - 2)], [input]);
    }

    private static NodeResult Pool(TracedNode node, Func<OnnxAttributes, OnnxAttributes> complete)
    {
        var input = node.Input(0, 3);
        var kernel = node.Attributes.Ints("kernel_shape");
        if (kernel.Length != input.Rank - 2)
        {
            throw new InvalidNodeException(
                $"its kernel_shape is [{string.Join(", ", kernel)}] for an input {input.Show()}");
        }

        var window = WindowGeometry.Of(node, input.Dims[2..], kernel);
        var attributes = window.ToAttributes().With("ceil_mode", node.Attributes.Flag("ceil_mode") ? 1L : 0);
        return node.Result([.. input.Dims[..2], .. window.Sizes], [input], complete(attributes));
    }
}
