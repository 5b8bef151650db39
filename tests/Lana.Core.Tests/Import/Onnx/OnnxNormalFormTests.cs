using static Lana.Import.Onnx.TestModel;

namespace Lana.Import.Onnx;

/// <summary>One form for the same operator whatever the opset; shapes as ONNX Runtime has them.</summary>
public sealed class OnnxNormalFormTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    public void Clip_AttributesOrInputs_AreAttributes(int opset)
    {
        var node = Only(opset < 11
            ? Map(opset).Node("Clip", "x", "y", ("min", 0f), ("max", 6f))
            : Map(opset).Node("Clip", "x low high", "y").Floats("low", [], 0).Floats("high", [], 6));

        Assert.Equal("max: 6, min: 0", node.Attributes.ToString());
        Assert.Single(node.Inputs);
    }

    [Fact]
    public void Clip_AbsentBound_IsNotThere() =>
        Assert.Equal("max: 6", Only(Map(13).Node("Clip", "x - high", "y").Floats("high", [], 6)).Attributes.ToString());

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(18)]
    public void Pad_AnyOpset_StatesAllAxes(int opset)
    {
        var model = Map(opset);
        var node = Only(opset switch
        {
            7 => model.Node("Pad", "x", "y", ("pads", new long[] { 0, 0, 1, 2, 0, 0, 3, 4 }), ("value", 0.5f)),
            11 => model.Node("Pad", "x p v", "y").Ints("p", 0, 0, 1, 2, 0, 0, 3, 4).Floats("v", [], 0.5f),
            _ => model.Node("Pad", "x p v a", "y").Ints("p", 1, 2, 3, 4).Ints("a", -2, 3).Floats("v", [], 0.5f),
        });

        Assert.Equal("mode: constant, pads: [0, 0, 1, 2, 0, 0, 3, 4], value: 0.5", node.Attributes.ToString());
        Assert.Equal("[4, 12, 12]", node.Outputs[0].Shape.ToString());
    }

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(13)]
    public void Slice_AnyOpset_CountsFromTheFront(int opset)
    {
        var model = Map(opset);
        var node = Only(opset == 7
            ? model.Node(
                "Slice", "x", "y", ("starts", new long[] { 0, -3 }), ("ends", new long[] { 9, 1000 }), ("axes", new long[] { 1, 3 }))
            : model.Node("Slice", "x s e a", "y").Ints("s", 0, -3).Ints("e", 9, long.MaxValue).Ints("a", 1, -1));

        Assert.Equal("axes: [3], ends: [6], starts: [3], steps: [1]", node.Attributes.ToString());
    }

    [Fact]
    public void Slice_NegativeStep_EndsBeforeTheFirst()
    {
        var node = Only(Map(13).Node("Slice", "x s e a t", "y")
            .Ints("s", -1).Ints("e", long.MinValue).Ints("a", 2).Ints("t", -2));

        Assert.Equal("axes: [2], ends: [-1], starts: [7], steps: [-2]", node.Attributes.ToString());
        Assert.Equal("[4, 4, 6]", node.Outputs[0].Shape.ToString());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    public void SqueezeAndUnsqueeze_AnyOpset_HaveAxes(int opset)
    {
        var model = Map(opset).Node("GlobalAveragePool", "x", "p");
        var graph = (opset == 11
            ? model.Node("Squeeze", "p", "s", ("axes", new long[] { -1, 2 })).Node("Unsqueeze", "s", "y", ("axes", new long[] { 1 }))
            : model.Node("Squeeze", "p a", "s").Node("Unsqueeze", "s b", "y").Ints("a", -1, 2).Ints("b", 1)).ReadChecked();

        Assert.Equal("axes: [2, 3]", graph.Nodes[1].Attributes.ToString());
        Assert.Equal("axes: [1]", graph.Nodes[2].Attributes.ToString());
        Assert.Equal("[1, 4]", graph.Outputs[0].Shape.ToString());
    }

    [Theory]
    [InlineData(11, "ReduceMean")]
    [InlineData(18, "ReduceMean")]
    [InlineData(11, "ReduceSum")]
    [InlineData(13, "ReduceSum")]
    [InlineData(18, "ReduceMax")]
    [InlineData(13, "ReduceMin")]
    public void Reduce_AnyOpset_HasSortedAxes(int opset, string type)
    {
        var isInput = opset == 18 || (opset == 13 && type == "ReduceSum");
        var model = Map(opset);
        var node = Only(isInput
            ? model.Node(type, "x a", "y", ("keepdims", 0)).Ints("a", -1, 2)
            : model.Node(type, "x", "y", ("keepdims", 0), ("axes", new long[] { -1, 2 })));

        Assert.Equal("axes: [2, 3], keepdims: 0", node.Attributes.ToString());
        Assert.Equal("[4]", node.Outputs[0].Shape.ToString());
    }

    [Fact]
    public void Reduce_NoAxesAndNoOperation_IsLeftOut()
    {
        var graph = Map(18).Node("ReduceSum", "x", "a", ("noop_with_empty_axes", 1)).Node("Relu", "a", "y").ReadChecked();

        Assert.Equal("Relu", Assert.Single(graph.Nodes).Operator);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(18)]
    public void Split_AnyOpset_StatesSizes(int opset)
    {
        var model = Map(opset).Outputs("a", "b");
        var graph = (opset switch
        {
            11 => model.Node("Split", "x", "a b", ("axis", 1), ("split", new long[] { 1, 3 })),
            13 => model.Node("Split", "x s", "a b", ("axis", -3)).Ints("s", 1, 3),
            _ => model.Node("Split", "x", "a b", ("axis", 1), ("num_outputs", 2)),
        }).ReadChecked();

        Assert.Equal(
            opset == 18 ? "axis: 1, split: [2, 2]" : "axis: 1, split: [1, 3]", graph.Nodes[0].Attributes.ToString());
    }

    [Theory]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(15)]
    public void BatchNormalization_AnyOpset_HasEpsilonOnly(int opset)
    {
        var node = Only(Map(opset).Node("BatchNormalization", "x s s s s", "y", ("momentum", 0.9f)).Weight("s", 4));

        Assert.Equal("epsilon: 1E-05", node.Attributes.ToString());
        Assert.Equal(5, node.Inputs.Length);
    }

    [Fact]
    public void BatchNormalization_PerPosition_IsRefused() => Assert.Contains(
        "spatial = 0",
        Map(7).Node("BatchNormalization", "x s s s s", "y", ("spatial", 0)).Weight("s", 4, 8, 6).Refusal());

    [Fact]
    public void Softmax_OldFormOverSeveralAxes_IsThreeNodes()
    {
        var graph = Map(11).Node("Softmax", "x", "y", ("axis", 2)).ReadChecked();

        Assert.Equal(["Reshape", "Softmax", "Reshape"], graph.Nodes.Select(node => node.Operator));
        Assert.Equal("[4, 48]", graph.Nodes[1].Outputs[0].Shape.ToString());
        Assert.Equal("axis: 2", graph.Nodes[1].Attributes.ToString());
        Assert.Equal("y", graph.Outputs[0].Name);
    }

    [Theory]
    [InlineData(11, 3)]
    [InlineData(13, -1)]
    [InlineData(13, null)]
    public void Softmax_OneAxis_IsOneNode(int opset, int? axis)
    {
        var model = Map(opset);
        var node = Only(axis is { } stated
            ? model.Node("LogSoftmax", "x", "y", ("axis", stated))
            : model.Node("LogSoftmax", "x", "y"));

        Assert.Equal("axis: 3", node.Attributes.ToString());
    }

    [Fact]
    public void Gemm_Defaults_AreFilledIn()
    {
        var graph = Map(13).Node("Flatten", "x", "f").Node("Gemm", "f w b", "y").Weight("w", 192, 5).Weight("b", 5).ReadChecked();

        Assert.Equal("axis: 1", graph.Nodes[0].Attributes.ToString());
        Assert.Equal("alpha: 1, beta: 1, transA: 0, transB: 0", graph.Nodes[1].Attributes.ToString());
    }

    [Theory]
    [InlineData("6 5")]
    [InlineData("4 6 5")]
    [InlineData("1 4 6 5")]
    [InlineData("6")]
    public void MatMul_AnyRank_HasTheRuntimesShape(string dims) =>
        Only(Map(13).Node("MatMul", "x w", "y").Weight("w", [.. dims.Split(' ').Select(long.Parse)]));

    [Theory]
    [InlineData("x 4 1 1")]
    [InlineData("x 1")]
    [InlineData("x 1 1 1 6")]
    [InlineData("x 8 1")]
    public void Add_Broadcast_HasTheRuntimesShape(string dims) =>
        Only(Map(13).Node("Add", "x w", "y").Weight("w", [.. dims.Split(' ').Skip(1).Select(long.Parse)]));

    [Fact]
    public void Transpose_ChannelsLast_IsRead() => Assert.Equal(
        "[8, 6, 4]",
        Only(Map(13).Node("Transpose", "x", "y", ("perm", new long[] { 0, 2, 3, 1 }))).Outputs[0].Shape.ToString());

    [Fact]
    public void Gather_NegativeIndices_CountFromTheFront()
    {
        var node = Only(Map(13).Node("Gather", "x i", "y", ("axis", -3)).Ints("i", -1, 0));

        Assert.Equal([3L, 0], node.Inputs[1].Constant!.Integers);
        Assert.Equal(1, node.Attributes.Int("axis"));
    }

    [Fact]
    public void Gather_SingleIndex_RemovesTheAxis() =>
        Assert.Equal("[8, 6]", Only(Map(13).Node("Gather", "x i", "y", ("axis", 1)).Scalar("i", 2)).Outputs[0].Shape.ToString());

    [Theory]
    [InlineData("DepthToSpace")]
    [InlineData("SpaceToDepth")]
    public void Blocks_AreRead(string type) => Only(Map(13).Node(type, "x", "y", ("blocksize", 2)));

    [Fact]
    public void ExpandAndTile_StateSizes()
    {
        var graph = Map(13).Node("GlobalMaxPool", "x", "p").Node("Shape", "x", "s").Node("Expand", "p s", "e").Node("Tile", "e r", "y")
            .Ints("r", 1, 2, 1, 3).ReadChecked();

        Assert.Equal("shape: [4, 8, 6]", graph.Nodes[1].Attributes.ToString());
        Assert.Equal("repeats: [1, 2, 1, 3]", graph.Nodes[2].Attributes.ToString());
        Assert.Equal("[8, 8, 18]", graph.Outputs[0].Shape.ToString());
    }

    [Fact]
    public void LayerNormalization_Axis_CountsFromTheFront() => Assert.Equal(
        "axis: 3, epsilon: 1E-05", Only(Map(17).Node("LayerNormalization", "x s s", "y").Weight("s", 6)).Attributes.ToString());

    [Fact]
    public void InstanceNormalization_IsRead() =>
        Only(Map(13).Node("InstanceNormalization", "x s s", "y", ("epsilon", 0.5f)).Weight("s", 4));

    [Theory]
    [InlineData(18)]
    [InlineData(21)]
    public void GroupNormalization_ScalePerGroup_IsRepeated(int opset)
    {
        var graph = Map(opset).Node("GroupNormalization", "x s s", "y", ("num_groups", 2))
            .Floats("s", [opset == 18 ? 2 : 4], opset == 18 ? [1, 2] : [1, 1, 2, 2]).Read();

        Assert.Equal([1f, 1, 2, 2], graph.Nodes[0].Inputs[1].Constant!.Floats);
    }

    [Theory]
    [InlineData("LeakyRelu", "alpha: 0.01")]
    [InlineData("Elu", "alpha: 1")]
    [InlineData("Selu", "alpha: 1.6732632, gamma: 1.050701")]
    [InlineData("HardSigmoid", "alpha: 0.2, beta: 0.5")]
    [InlineData("HardSwish", "")]
    [InlineData("Softplus", "")]
    [InlineData("Softsign", "")]
    [InlineData("Erf", "")]
    [InlineData("Mish", "")]
    [InlineData("Gelu", "approximate: none")]
    [InlineData("Exp", "")]
    [InlineData("Log", "")]
    [InlineData("Sqrt", "")]
    [InlineData("Abs", "")]
    [InlineData("Neg", "")]
    [InlineData("Reciprocal", "")]
    [InlineData("Sigmoid", "")]
    [InlineData("Tanh", "")]
    public void Activation_Defaults_AreFilledIn(string type, string attributes) =>
        Assert.Equal(attributes, Only(Map(20).Node(type, "x", "y")).Attributes.ToString());

    [Theory]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    [InlineData("Pow")]
    [InlineData("Min")]
    [InlineData("Max")]
    [InlineData("PRelu")]
    public void Arithmetic_WithAConstant_IsRead(string type) =>
        Assert.Equal([4L, 1, 1], Only(Map(13).Node(type, "x w", "y").Weight("w", 4, 1, 1)).Inputs[1].Constant!.Dims);

    [Fact]
    public void Comparison_ConvertedToNumbers_IsRead()
    {
        var graph = Map(13).Node("Relu", "x", "r").Node("Equal", "x r", "e").Node("Cast", "e", "c", ("to", 1)).Node("Mul", "x c", "y")
            .ReadChecked();

        Assert.Equal(["Relu", "Equal", "Cast", "Mul"], graph.Nodes.Select(node => node.Operator));
    }
}
