using static Lana.Import.Onnx.TestModel;

namespace Lana.Import.Onnx;

/// <summary>One form for convolutions, pools and resizes whatever the opset; shapes as ONNX Runtime has them.</summary>
public sealed class OnnxWindowFormTests
{
    [Theory]
    [InlineData("SAME_UPPER")]
    [InlineData("SAME_LOWER")]
    [InlineData("VALID")]
    [InlineData("NOTSET")]
    public void Conv_AutoPad_IsResolved(string rule)
    {
        var node = Only(Map(11).Node("Conv", "x w", "y", ("auto_pad", rule), ("strides", new long[] { 2, 1 })).Weight("w", 5, 4, 3, 2));

        Assert.Equal([3L, 2], node.Attributes.Ints("kernel_shape"));
        Assert.Equal([1L, 1], node.Attributes.Ints("dilations"));
        Assert.Equal(1, node.Attributes.Int("group"));
        Assert.Equal(
            rule switch
            {
                "SAME_UPPER" => [0L, 0, 1, 1],
                "SAME_LOWER" => [1L, 1, 0, 0],
                _ => new long[4],
            },
            node.Attributes.Ints("pads"));
        Assert.False(node.Attributes.Has("auto_pad"));
    }

    [Theory]
    [InlineData("MaxPool", "SAME_UPPER", 0)]
    [InlineData("MaxPool", "SAME_LOWER", 0)]
    [InlineData("MaxPool", "VALID", 1)]
    [InlineData("MaxPool", "NOTSET", 1)]
    [InlineData("AveragePool", "SAME_UPPER", 0)]
    [InlineData("AveragePool", "NOTSET", 1)]
    public void Pool_AutoPadAndCeiling_AreResolved(string type, string rule, int ceiling)
    {
        var node = Only(Map(11).Node(
            type, "x", "y", ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }), ("auto_pad", rule), ("ceil_mode", ceiling)));

        Assert.Equal(4, node.Attributes.Ints("pads").Length);
        Assert.Equal(type == "AveragePool", node.Attributes.Has("count_include_pad"));
    }

    [Fact]
    public void Pool_CeilingThatStartsInThePadding_IsCutOff() => Only(Map(12).Node(
        "MaxPool",
        "x",
        "y",
        ("kernel_shape", new long[] { 2, 2 }),
        ("strides", new long[] { 3, 3 }),
        ("pads", new long[] { 0, 0, 1, 1 }),
        ("ceil_mode", 1)));

    [Theory]
    [InlineData("NOTSET", false)]
    [InlineData("SAME_UPPER", false)]
    [InlineData("SAME_LOWER", false)]
    [InlineData("SAME_UPPER", true)]
    [InlineData("NOTSET", true)]
    public void ConvTranspose_AutoPadAndOutputShape_AreResolved(string rule, bool hasShape)
    {
        (string, object)[] attributes = [("auto_pad", rule), ("strides", new long[] { 2, 3 })];
        var node = Only(Map(11).Node(
                "ConvTranspose", "x w", "y", hasShape ? [.. attributes, ("output_shape", new long[] { 17, 18 })] : attributes)
            .Weight("w", 4, 5, 3, 4));

        Assert.Equal(2, node.Attributes.Ints("output_padding").Length);
        var pads = node.Attributes.Ints("pads");
        var height = (2 * 7) + 3 + node.Attributes.Ints("output_padding")[0] - pads[0] - pads[2];
        Assert.Equal(node.Outputs[0].Shape.Sizes[1], height);
    }

    [Fact]
    public void ConvTranspose_PadsAndGroups_AreKept()
    {
        var node = Only(Map(11).Node(
                "ConvTranspose",
                "x w b",
                "y",
                ("group", 2),
                ("pads", new long[] { 1, 0, 0, 1 }),
                ("output_padding", new long[] { 1, 0 }),
                ("strides", new long[] { 2, 2 }))
            .Weight("w", 4, 3, 3, 3).Weight("b", 6));

        Assert.Equal([1L, 0, 0, 1], node.Attributes.Ints("pads"));
        Assert.Equal(6, node.Outputs[0].Shape.Sizes[0]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(18)]
    public void Resize_AnyOpset_StatesSizesAndScales(int opset)
    {
        var model = Map(opset).Floats("f", [4], 1, 1, 2, 2);
        var node = Only(opset switch
        {
            7 => model.Node("Upsample", "x", "y", ("scales", new float[] { 1, 1, 2, 2 }), ("mode", "nearest")),
            9 => model.Node("Upsample", "x f", "y", ("mode", "nearest")),
            10 => model.Node("Resize", "x f", "y", ("mode", "nearest")),
            11 => model.Node("Resize", "x r f", "y", ("mode", "nearest")).Floats("r", [0]),
            13 => model.Node("Resize", "x - f", "y", ("mode", "nearest")),
            _ => model.Node("Resize", "x - - s", "y", ("mode", "nearest"), ("axes", new long[] { 2, 3 })).Ints("s", 16, 12),
        });

        Assert.Equal("Resize", node.Operator);
        Assert.Equal([4L, 16, 12], node.Attributes.Ints("sizes"));
        Assert.Equal([1f, 2, 2], node.Attributes.Floats("scales"));
        Assert.Equal(opset < 11 ? "asymmetric" : "half_pixel", node.Attributes.Text("coordinate_transformation_mode"));
        Assert.Equal(opset < 11 ? "floor" : "round_prefer_floor", node.Attributes.Text("nearest_mode"));
    }

    [Fact]
    public void Resize_SizesFromTheInputsShape_KeepTheBatch()
    {
        var node = Only(Map(13)
            .Node("Shape", "x", "s").Node("Slice", "s zero two", "front").Node("Concat", "front big", "sizes", ("axis", 0))
            .Node("Resize", "x - - sizes", "y", ("mode", "linear"))
            .Ints("zero", 0).Ints("two", 2).Ints("big", 10, 20));

        Assert.Equal([4L, 10, 20], node.Attributes.Ints("sizes"));
        Assert.Equal("linear", node.Attributes.Text("mode"));
    }

    [Theory]
    [InlineData("not_larger")]
    [InlineData("not_smaller")]
    public void Resize_KeptAspect_IsResolved(string policy) => Only(Map(18).Node(
            "Resize", "x - - s", "y", ("axes", new long[] { 2, 3 }), ("keep_aspect_ratio_policy", policy), ("mode", "linear"))
        .Ints("s", 9, 19));
}
