using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Models that are refused as a whole or for their operators.</summary>
public sealed class OnnxModelCheckTests
{
    [Theory]
    [InlineData("LSTM", "recurrent networks")]
    [InlineData("GRU", "recurrent networks")]
    [InlineData("RNN", "recurrent networks")]
    [InlineData("Loop", "loops and branches")]
    [InlineData("Scan", "loops and branches")]
    [InlineData("QuantizeLinear", "quantised")]
    [InlineData("DequantizeLinear", "quantised")]
    [InlineData("QLinearConv", "quantised")]
    [InlineData("ConvInteger", "quantised")]
    [InlineData("SequenceConstruct", "sequences")]
    [InlineData("SplitToSequence", "sequences")]
    [InlineData("StringNormalizer", "strings")]
    [InlineData("NonMaxSuppression", "not supported")]
    public void CheckNodes_OperatorThatIsNotSupported_IsRefusedByName(string type, string reason)
    {
        var refusal = TestModel.With(13, -1, 3, 4, 4).Node(type, "x", "y").Refusal();

        Assert.Contains($"{type} ('node_y')", refusal);
        Assert.Contains(reason, refusal);
    }

    [Fact]
    public void CheckFile_WithoutOutputs_IsRefused() => Assert.Contains(
        "it has no output", TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", "y").Outputs().Refusal());

    [Fact]
    public void CheckFile_LongOutputName_IsRefused() => Assert.Contains(
        "257 characters",
        TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", new string('y', 257)).Outputs(new string('y', 257)).Refusal());

    [Fact]
    public void CheckFile_TooManyNodes_IsRefused()
    {
        // With a weight as large as those of such networks: a file of nodes alone is refused before it is parsed.
        var model = TestModel.With(13, -1, 3, 4, 4).Weight("w", 1_000_000);
        for (var node = 0; node <= 20_000; node++)
        {
            model.Node("Relu", node == 0 ? "x" : $"{node - 1}", $"{node}");
        }

        Assert.Contains("it has 20001 nodes; at most 20000 can be imported", model.Outputs("20000").Refusal());
    }

    [Fact]
    public void CheckNodes_SeveralOperators_AreAllNamedAtOnce()
    {
        var refusal = TestModel.With(13, -1, 3, 4, 4)
            .Node("Foo", "x", "a")
            .Node("Relu", "a", "b")
            .Node("LSTM", "b", "c")
            .Node("Foo", "c", "y")
            .Refusal();

        Assert.Contains("3 nodes cannot be imported", refusal);
        Assert.Contains("Foo ('node_a', 'node_y')", refusal);
        Assert.Contains("LSTM ('node_c')", refusal);
        Assert.DoesNotContain("Relu", refusal);
    }

    [Fact]
    public void CheckNodes_OtherDomain_IsNamed()
    {
        var refusal = TestModel.With(13, -1, 3, 4, 4).Node("FusedConv", "x", "y")
            .Change(model => model.Graph.Node[0].Domain = "com.microsoft").Refusal();

        Assert.Contains("com.microsoft.FusedConv ('node_y')", refusal);
    }

    [Fact]
    public void CheckNodes_Subgraph_IsRefused() => Assert.Contains(
        "loops and branches",
        TestModel.With(13, -1, 3, 4, 4).Node("If", "x", "y", ("then_branch", new GraphProto())).Refusal());

    [Fact]
    public void CheckNodes_NodesThatNoOutputNeeds_DoNotMatter() => Assert.Single(
        TestModel.With(13, -1, 3, 4, 4).Node("LSTM", "x", "z").Node("Relu", "x", "y").Read().Nodes);

    [Fact]
    public void CheckFile_SparseWeights_AreRefused() => Assert.Contains(
        "sparse weights ('w')",
        TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", "y")
            .Change(model => model.Graph.SparseInitializer.Add(
                new SparseTensorProto { Values = new TensorProto { Name = "w" } })).Refusal());

    [Fact]
    public void Trace_SeveralBadNodes_AreAllNamedAtOnce()
    {
        var refusal = TestModel.With(13, -1, 3, 4, 4)
            .Node("Conv", "x w", "a")
            .Node("Reshape", "x s", "b")
            .Node("Add", "a b", "y")
            .Weight("w", 2, 5, 1, 1)
            .Ints("s", 0, 5)
            .Refusal();

        Assert.Contains("2 nodes cannot be imported", refusal);
        Assert.Contains("Conv ('node_a'): its input [N, 3, 4, 4] does not fit its weight [2, 5, 1, 1]", refusal);
        Assert.Contains("Reshape ('node_b'): its shape [0, 5] does not fit its input [N, 3, 4, 4]", refusal);
    }

    [Theory]
    [InlineData("Mod")]
    [InlineData("Greater")]
    public void Build_OperatorForKnownNumbersOnly_IsRefusedOnTheImage(string type) => Assert.Contains(
        $"{type} ('node_y'): the operator is supported only where its inputs are known numbers",
        TestModel.With(13, -1, 3, 4, 4).Node(type, "x x", "y").Refusal());

    [Fact]
    public void Read_UsedMaskOfAPool_IsRefused() => Assert.Contains(
        "its output 2, 'i', cannot be used",
        TestModel.With(13, -1, 3, 4, 4)
            .Node("MaxPool", "x", "a i", ("kernel_shape", new long[] { 2, 2 }))
            .Node("Cast", "i", "c", ("to", 1))
            .Node("Add", "a c", "y")
            .Refusal());

    [Fact]
    public void Read_NormInTrainingMode_IsRefused() => Assert.Contains(
        "exported for training",
        TestModel.With(14, -1, 3, 4, 4)
            .Node("BatchNormalization", "x s s s s", "y", ("training_mode", 1)).Weight("s", 3).Refusal());
}
