namespace Lana.Import.Onnx;

/// <summary>What is known before the network runs: computed as ONNX Runtime computes it.</summary>
public sealed class OnnxFoldingTests
{
    private static readonly float[] Six = [-1.5f, 2, 0.25f, -4, 5.5f, 6];

    [Theory]
    [InlineData("Neg", 1)]
    [InlineData("Abs", 1)]
    [InlineData("Floor", 1)]
    [InlineData("Ceil", 1)]
    [InlineData("Round", 1)]
    [InlineData("Sign", 1)]
    [InlineData("Exp", 1)]
    [InlineData("Reciprocal", 1)]
    [InlineData("Relu", 1)]
    [InlineData("Add", 2)]
    [InlineData("Sub", 2)]
    [InlineData("Mul", 2)]
    [InlineData("Div", 2)]
    [InlineData("Min", 2)]
    [InlineData("Max", 3)]
    public void Fold_FloatArithmetic_IsTheRuntimes(string type, int inputs) => AssertFolded(
        Model(13).Floats("a", [2, 3], Six).Floats("b", [3], 2, -3, 0.5f).Floats("c", [2, 1], 0, 4)
            .Node(type, string.Join(' ', new[] { "a", "b", "c" }[..inputs]), "k"),
        [2, 3]);

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    [InlineData("Mod")]
    [InlineData("Min")]
    [InlineData("Max")]
    public void Fold_IntegerArithmetic_IsTheRuntimes(string type) => AssertFolded(
        Model(13).Ints("a", 7, -7, 6, 5, -5, 1).Ints("b", 2, 2, -4, -3, -3, 1).Node(type, "a b", "i").Node("Cast", "i", "k", ("to", 1)),
        [6]);

    [Theory]
    [InlineData("Equal")]
    [InlineData("Greater")]
    [InlineData("Less")]
    [InlineData("GreaterOrEqual")]
    [InlineData("LessOrEqual")]
    public void Fold_Comparison_IsTheRuntimes(string type) => AssertFolded(
        Model(13).Floats("a", [3], 1, 2, 3).Floats("b", [3], 3, 2, 1).Node(type, "a b", "t").Node("Not", "t", "n")
            .Node("And", "t n", "m").Node("Or", "m t", "o").Node("Where", "o a b", "k"),
        [3]);

    [Theory]
    [InlineData("ReduceProd")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    public void Fold_Reduction_IsTheRuntimes(string type)
    {
        var model = Model(12).Floats("a", [2, 3], Six).Node(type, "a", "k", ("axes", new long[] { 1 }), ("keepdims", 1));

        AssertFolded(model, [2, 1]);
    }

    [Fact]
    public void Fold_ClipModAndPow_AreTheRuntimes()
    {
        AssertFolded(Model(13).Floats("a", [6], Six).Floats("l", [], -1).Floats("h", [], 3).Node("Clip", "a l h", "k"), [6]);
        AssertFolded(Model(13).Floats("a", [6], Six).Floats("m", [], 2).Node("Mod", "a m", "k", ("fmod", 1)), [6]);
        AssertFolded(Model(13).Floats("a", [6], Six).Scalar("p", 2).Node("Pow", "a p", "k"), [6]);
        AssertFolded(Model(13).Floats("a", [3], 1, 4, 9).Node("Sqrt", "a", "s").Node("Log", "s", "k"), [3]);
    }

    [Fact]
    public void Fold_Movement_IsTheRuntimes()
    {
        AssertFolded(Model(13).Weight("a", 2, 3, 4).Node("Transpose", "a", "k", ("perm", new long[] { 2, 0, 1 })), [4, 2, 3]);
        AssertFolded(Model(13).Weight("a", 2, 3, 4).Node("Transpose", "a", "k"), [4, 3, 2]);
        AssertFolded(Model(13).Weight("a", 2, 3, 4).Ints("s", 0, -1).Node("Reshape", "a s", "k"), [2, 12]);
        AssertFolded(Model(13).Weight("a", 2, 3, 4).Node("Flatten", "a", "k", ("axis", 2)), [6, 4]);
        AssertFolded(Model(13).Weight("a", 2, 1, 4).Ints("s", 2, 3, 1).Node("Expand", "a s", "k"), [2, 3, 4]);
        AssertFolded(Model(13).Weight("a", 2, 3).Ints("r", 2, 3).Node("Tile", "a r", "k"), [4, 9]);
        AssertFolded(Model(13).Weight("a", 2, 3).Ints("i", 2, -3, 1).Node("Gather", "a i", "k", ("axis", 1)), [2, 3]);
        AssertFolded(Model(13).Weight("a", 2, 3).Ints("i", 1, 0, 1).Node("Gather", "a i", "k"), [3, 3]);
        AssertFolded(Model(13).Weight("a", 2, 3).Weight("b", 2, 5).Node("Concat", "a b a", "k", ("axis", -1)), [2, 11]);
        AssertFolded(
            Model(13).Weight("a", 4, 5).Ints("s", -1, 4).Ints("e", -9, 0).Ints("axes", 0, 1).Ints("t", -2, -1)
                .Node("Slice", "a s e axes t", "k"),
            [2, 4]);
        AssertFolded(Model(13).Weight("a", 2, 7).Ints("s", 3, 4).Node("Split", "a s", "j k", ("axis", 1)), [2, 4]);
        AssertFolded(
            Model(13).Weight("a", 2, 1, 3).Ints("one", 1).Node("Squeeze", "a one", "b").Node("Unsqueeze", "b one", "c").Node("Squeeze", "c", "k"),
            [2, 3]);
    }

    [Fact]
    public void Fold_Generation_IsTheRuntimes()
    {
        AssertFolded(Model(13).Floats("a", [], 1).Floats("l", [], 3.2f).Floats("d", [], 0.5f).Node("Range", "a l d", "k"), [5]);
        AssertFolded(
            Model(13).Scalar("a", 9).Scalar("l", -2).Scalar("d", -3).Node("Range", "a l d", "r").Node("Cast", "r", "k", ("to", 1)), [4]);
        AssertFolded(
            Model(13).Ints("s", 2, 3).Node("ConstantOfShape", "s", "k", ("value", TestModel.FloatTensor("v", [1], 1.5f))), [2, 3]);
        AssertFolded(Model(13).Ints("s", 2, 3).Node("ConstantOfShape", "s", "k"), [2, 3]);
    }

    [Fact]
    public void Constant_EveryKindOfValue_IsRead()
    {
        AssertFolded(Model(13).Node("Constant", "", "k", ("value", TestModel.FloatTensor("v", [2], 1, 2))), [2]);
        AssertFolded(Model(13).Node("Constant", "", "k", ("value_float", 1.5f)), []);
        AssertFolded(Model(13).Node("Constant", "", "k", ("value_floats", new[] { 1.5f, 2 })), [2]);
        AssertFolded(Model(13).Node("Constant", "", "i", ("value_int", 3)).Node("Cast", "i", "k", ("to", 1)), []);
        AssertFolded(Model(13).Node("Constant", "", "i", ("value_ints", new long[] { 3, 4 })).Node("Cast", "i", "k", ("to", 1)), [2]);
        Assert.Contains("a text", Model(13).Node("Constant", "", "k", ("value_string", "a")).Node("Add", "x k", "y").Refusal());
    }

    [Fact]
    public void Fold_ShapeArithmeticWithAFreeBatch_Vanishes()
    {
        var graph = TestModel.With(15, -1, 6, 4, 4)
            .Node("Shape", "x", "s")
            .Node("Gather", "s zero", "n")
            .Node("Shape", "x", "c", ("start", 1), ("end", 2))
            .Node("Div", "c two", "half")
            .Node("Unsqueeze", "n first", "batch")
            .Node("Concat", "batch two half rest", "target", ("axis", 0))
            .Node("Reshape", "x target", "y")
            .Scalar("zero", 0).Ints("first", 0).Ints("two", 2).Ints("rest", 4, 4)
            .ReadChecked();

        var node = Assert.Single(graph.Nodes);
        Assert.Equal("shape: [2, 3, 4, 4]", node.Attributes.ToString());
    }

    [Fact]
    public void Fold_SizeOfTheMap_IsKnown()
    {
        var graph = TestModel.With(13, 1, 3, 4, 4).Node("Size", "x", "n").Node("Cast", "n", "f", ("to", 1)).Node("Mul", "x f", "y");

        Assert.Contains("depends on the batch size", graph.Refusal());
    }

    [Theory]
    [InlineData("1 -1")]
    [InlineData("-1 48")]
    [InlineData("0 -1")]
    [InlineData("1 48")]
    public void Reshape_BatchFixedAtOne_KeepsTheBatchInFront(string target)
    {
        var graph = TestModel.With(13, 1, 3, 4, 4).Node("Reshape", "x t", "y")
            .Ints("t", [.. target.Split(' ').Select(long.Parse)]).ReadChecked();

        Assert.Equal("[48]", graph.Outputs[0].Shape.ToString());
    }

    [Fact]
    public void Reshape_BatchIsFree_OneInFrontIsRefused() => Assert.Contains(
        "Reshape ('node_y')", TestModel.With(13, -1, 3, 4, 4).Node("Reshape", "x t", "y").Ints("t", 1, -1).Refusal());

    [Fact]
    public void Resize_BatchFixedAtOne_IsFree()
    {
        var graph = TestModel.With(13, 1, 3, 4, 4).Node("Resize", "x - - s", "y").Ints("s", 1, 3, 8, 8).ReadChecked();

        Assert.Equal([1f, 2, 2], graph.Nodes[0].Attributes.Floats("scales"));
    }

    [Fact]
    public void Squeeze_EveryAxisOfABatchOfOne_IsRefused() => Assert.Contains(
        "also the batch of 1", TestModel.With(13, 1, 3, 1, 1).Node("Squeeze", "x", "y").Refusal());

    [Fact]
    public void Concat_ConstantForOneExample_StandsForEvery()
    {
        var graph = TestModel.With(13, 1, 3, 4, 4).Node("ConstantOfShape", "s", "zeros").Node("Concat", "x zeros", "y", ("axis", 1))
            .Ints("s", 1, 2, 4, 4).ReadChecked();

        Assert.Equal([1L, 2, 4, 4], graph.Nodes[0].Inputs[1].Constant!.Dims);
        Assert.Equal("[5, 4, 4]", graph.Outputs[0].Shape.ToString());
    }

    [Fact]
    public void Concat_ZerosOfTheInputsShape_StandForEveryExample()
    {
        var graph = TestModel.With(13, -1, 3, 4, 4).Node("Shape", "x", "s").Node("ConstantOfShape", "s", "zeros")
            .Node("Concat", "x zeros", "y", ("axis", 1)).ReadChecked();

        Assert.Equal([1L, 3, 4, 4], graph.Nodes[0].Inputs[1].Constant!.Dims);
    }

    [Fact]
    public void Fold_MoreThanTheFileIsWorth_IsRefused()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Model(13).Ints("s", 100_000, 1000).Node("ConstantOfShape", "s", "k").Node("Add", "x k", "y").Refusal();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains("ConstantOfShape ('node_k')", refusal);
        Assert.Contains("100000000 numbers, too many", refusal);
        Assert.InRange(allocated, 0, 2 << 20);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("1152921504606846976")]
    [InlineData("4294967296 4294967296")]
    public void Fold_ShapeThatCannotBe_IsNamed(string dims) => Assert.Contains(
        "node_k",
        Model(13).Ints("s", [.. dims.Split(' ').Select(long.Parse)]).Node("ConstantOfShape", "s", "k").Node("Add", "x k", "y").Refusal());

    [Fact]
    public void Fold_DivisionByZero_IsNamed() => Assert.Contains(
        "Div ('node_k'): it divides by zero",
        Model(13).Ints("a", 1).Ints("b", 0).Node("Div", "a b", "k").Node("Reshape", "x k", "y").Refusal());

    [Theory]
    [InlineData("Equal", "a", "it has 1 inputs instead of 2")]
    [InlineData("Add", "a a a", "it has 3 inputs instead of 2")]
    [InlineData("Where", "a a", "it has 2 inputs instead of 3")]
    [InlineData("Max", "- a", "its input 1 is missing")]
    public void Fold_WrongNumberOfInputs_IsNamed(string type, string inputs, string expected) => Assert.Contains(
        $"{type} ('node_k'): {expected}",
        Model(13).Ints("a", 1).Node(type, inputs, "k").Node("Reshape", "x k", "y").Refusal());

    private static TestModel Model(int opset) => TestModel.With(opset, -1, 3, 4, 4);

    // The constant k is used beside the image in a way that fits any shape.
    private static void AssertFolded(TestModel model, long[] dims)
    {
        var (graph, compared) = Read(model);

        var constant = Assert.Single(graph.Nodes.Last().Inputs.Select(input => input.Constant).OfType<OnnxConstant>());
        Assert.Equal(dims, constant.Dims);
        Assert.Equal(1, compared);
    }

    private static (ImportedGraph Graph, int Compared) Read(TestModel model)
    {
        model.Node("GlobalAveragePool", "x", "pooled").Node("ReduceMean", "pooled", "mean", ("axes", new long[] { 1, 2, 3 }), ("keepdims", 1))
            .Node("Add", "mean k", "y");
        var graph = model.Read();
        return (graph, OnnxOracle.Check(graph, 1).Constants);
    }
}
