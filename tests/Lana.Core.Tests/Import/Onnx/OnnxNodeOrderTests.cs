namespace Lana.Import.Onnx;

public sealed class OnnxNodeOrderTests
{
    [Fact]
    public void Of_NodesOutOfOrder_AreSorted()
    {
        var graph = TestModel.With(13, -1, 3, 4, 4)
            .Node("Sigmoid", "b", "y")
            .Node("Tanh", "a", "b")
            .Node("Relu", "x", "a")
            .Read();

        Assert.Equal(["Relu", "Tanh", "Sigmoid"], graph.Nodes.Select(node => node.Operator));
    }

    [Fact]
    public void Of_Cycle_NamesItsNodes()
    {
        var refusal = TestModel.With(13, -1, 3, 4, 4)
            .Node("Add", "x c", "a")
            .Node("Relu", "a", "b")
            .Node("Relu", "b", "c")
            .Node("Relu", "c", "y")
            .Refusal();

        Assert.Contains("its nodes form a cycle: ", refusal);
        Assert.Contains("'node_a', 'node_b', 'node_c'", refusal);
        Assert.DoesNotContain("node_y", refusal);
    }

    [Fact]
    public void Of_NodeThatTakesItself_IsACycle() => Assert.Contains(
        "form a cycle: 'node_y'", TestModel.With(13, -1, 3, 4, 4).Node("Add", "x y", "y").Refusal());

    [Theory]
    [InlineData("a")]
    [InlineData("x")]
    [InlineData("w")]
    public void Of_ValueThatIsMadeTwice_IsNamed(string name) => Assert.Contains(
        $"several values have the same name: '{name}'",
        TestModel.With(13, -1, 3, 4, 4)
            .Weight("w", 3)
            .Node("Relu", "x", "a")
            .Node("Relu", "x", name)
            .Node("Relu", "a", "y")
            .Refusal());

    [Fact]
    public void Of_TwoWeightsOfOneName_AreNamed() => Assert.Contains(
        "several values have the same name: 'w'",
        TestModel.With(13, -1, 3, 4, 4).Weight("w", 1).Weight("w", 1).Node("Add", "x w", "y").Refusal());

    [Fact]
    public void Of_MissingInput_IsNamedWithItsNode() => Assert.Contains(
        "nothing makes the values 'w' of node 'node_y'",
        TestModel.With(13, -1, 3, 4, 4).Node("Add", "x w", "y").Refusal());

    [Fact]
    public void Of_MissingOutput_IsNamed() => Assert.Contains(
        "nothing makes the values 'y'", TestModel.With(13, -1, 3, 4, 4).Node("Relu", "x", "a").Refusal());

    [Fact]
    public void Of_LongChain_NeedsNoStack()
    {
        // A file of nodes alone is refused; weights make up most of one.
        var model = TestModel.With(13, -1, 1, 2, 2).Weight("w", 200_000).Node("Relu", "x", "v0");
        for (var i = 1; i < 20_000; i++)
        {
            model.Node("Relu", $"v{i - 1}", i == 19_999 ? "y" : $"v{i}");
        }

        Assert.Equal(20_000, model.Read().Nodes.Length);
    }
}
