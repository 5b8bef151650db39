namespace Lana.Import.Onnx;

/// <summary><c>Resize</c> and the older <c>Upsample</c>: the sizes of the output and the scales are attributes, for
/// every axis after the batch.</summary>
internal static class ResizeRule
{
    private const string Resized = "Resize";

    public static NodeResult Resize(TracedNode node)
    {
        var isOld = node.Opset < 11 || node.Operator == "Upsample";
        var input = node.Input(0, 2);
        var size = ResizeSize.Of(node, input, isOld);
        var attributes = OnnxAttributes.Empty
            .With("sizes", size.Dims[1..])
            .With("scales", size.Scales[1..])
            .With("mode", ModeOf(node))
            .With("cubic_coeff_a", node.Attributes.Float("cubic_coeff_a", -0.75f))
            .With("exclude_outside", node.Attributes.Int("exclude_outside"))
            .With("antialias", node.Attributes.Int("antialias"));
        attributes = isOld
            ? attributes
                .With("coordinate_transformation_mode", "asymmetric")
                .With("nearest_mode", OldNearestMode(node, size.Scales))
            : attributes
                .With("coordinate_transformation_mode", Coordinates(node))
                .With("nearest_mode", node.Attributes.Text("nearest_mode", "round_prefer_floor"));
        return node.Result(size.Dims, [input], attributes) with { Operator = Resized };
    }

    private static string ModeOf(TracedNode node) => node.Attributes.Text("mode", "nearest") switch
    {
        "nearest" => "nearest",
        "linear" or "bilinear" => "linear",
        "cubic" => "cubic",
        var other => throw new InvalidNodeException($"its mode is '{Shortened.Of(other)}'"),
    };

    private static string Coordinates(TracedNode node)
    {
        var mode = node.Attributes.Text("coordinate_transformation_mode", "half_pixel");
        return mode == "tf_crop_and_resize"
            ? throw new InvalidNodeException("it cuts a region out while it resizes (tf_crop_and_resize)")
            : mode;
    }

    // Before opset 11 the position is rounded down if sizes grow and up if they shrink.
    private static string OldNearestMode(TracedNode node, ImmutableArray<float> scales) =>
        scales.All(scale => scale >= 1) ? "floor"
        : scales.All(scale => scale <= 1) ? "ceil"
        : ModeOf(node) != "nearest" ? "floor"
        : throw new InvalidNodeException("it makes one direction larger and another smaller, in the form of opset 10");
}
