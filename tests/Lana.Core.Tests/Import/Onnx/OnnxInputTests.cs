namespace Lana.Import.Onnx;

public sealed class OnnxInputTests
{
    [Theory]
    [InlineData("-1 3 8 6", false, false, "[3, 8, 6]")]
    [InlineData("1 3 8 6", true, false, "[3, 8, 6]")]
    [InlineData("1 8 6 3", true, true, "[8, 6, 3]")]
    [InlineData("-1 8 6 1", false, true, "[8, 6, 1]")]
    [InlineData("-1 8 6 4", false, true, "[8, 6, 4]")]
    [InlineData("-1 1 8 1", false, false, "[1, 8, 1]")]
    [InlineData("-1 16 8 8", false, false, "[16, 8, 8]")]
    public void Of_FixedSizes_AreReadInTheirLayout(string dims, bool isBatchFixed, bool isChannelsLast, string shape)
    {
        var graph = Model(dims).Read();

        Assert.Equal(isBatchFixed, graph.IsBatchFixed);
        Assert.Equal(isChannelsLast, graph.IsChannelsLast);
        Assert.Equal(shape, graph.Input.Shape.ToString());
    }

    [Theory]
    [InlineData("-1 3 -1 -1", "[3, 10, 12]")]
    [InlineData("-1 -1 -1 3", "[10, 12, 3]")]
    [InlineData("1 3 10 -1", "[3, 10, 12]")]
    public void Of_OpenSizes_ComeFromTheCaller(string dims, string shape) =>
        Assert.Equal(shape, Model(dims).Read(new SpatialSize(10, 12)).Input.Shape.ToString());

    [Theory]
    [InlineData("-1 3 -1 -1", "the height is open: give the size of the images")]
    [InlineData("-1 3 8 -1", "the width is open")]
    [InlineData("-1 -1 8 8", "the number of channels is open")]
    [InlineData("8 3 8 8", "the batch is fixed at 8")]
    [InlineData("-1 3 8", "4 axes")]
    [InlineData("-1 3 0 8", "the size 0")]
    [InlineData("-1 3 -5 8", "the size -5")]
    [InlineData("-1 3 1152921504606846976 8", "the size 1152921504606846976")]
    [InlineData("-1 3 2000000000 2000000000", "too large")]
    public void Of_OtherSizes_AreRefused(string dims, string expected) => Assert.Contains(expected, Model(dims).Refusal());

    [Fact]
    public void Of_SizeThatTheFileFixesDifferently_IsRefused() => Assert.Contains(
        "the height is fixed at 8; the images cannot be 10", Model("-1 3 8 8").Refusal(new SpatialSize(10, 8)));

    [Theory]
    [InlineData(7, "int64")]
    [InlineData(2, "uint8")]
    [InlineData(11, "float64")]
    [InlineData(8, "string")]
    [InlineData(99, "unknown element type 99")]
    public void Of_OtherElementType_IsRefused(int type, string expected)
    {
        var refusal = Model("-1 3 8 8").Change(model => model.Graph.Input[0].Type.TensorType.ElemType = type).Refusal();

        Assert.Contains(expected, refusal);
        Assert.Contains("float32 or float16 is needed", refusal);
    }

    [Fact]
    public void Of_TwoInputs_NamesBoth()
    {
        var refusal = Model("-1 3 8 8").Change(model => model.Graph.Input.Add(TestModel.Value("mask", 7, 1, 8))).Refusal();

        Assert.Contains("it has 2 inputs: 'x' float32 [open, 3, 8, 8], 'mask' int64 [1, 8]", refusal);
    }

    [Fact]
    public void Of_NoInput_IsRefused() =>
        Assert.Contains("it has no input", Model("-1 3 8 8").Change(model =>
        {
            model.Graph.Input.Clear();
            model.Graph.Initializer.Add(TestModel.FloatTensor("x", [1], 1));
        }).Refusal());

    [Fact]
    public void Of_WeightsListedAsInputs_AreNotInputs()
    {
        var model = TestModel.With(9, -1, 3, 8, 8).Node("Add", "x w", "y").Weight("w", 3, 1, 1)
            .Change(model =>
            {
                model.IrVersion = 3;
                model.Graph.Input.Add(TestModel.Value("w", 1, 3, 1, 1));
            });

        Assert.Equal("x", model.ReadChecked().Input.Name);
    }

    private static TestModel Model(string dims) =>
        TestModel.With(13, [.. dims.Split(' ').Select(long.Parse)]).Node("Relu", "x", "y");
}
