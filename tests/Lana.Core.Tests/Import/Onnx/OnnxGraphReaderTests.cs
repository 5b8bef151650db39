namespace Lana.Import.Onnx;

/// <summary>Models that people and exporters make, before ONNX Runtime.</summary>
public sealed class OnnxGraphReaderTests
{
    [Theory]
    [MemberData(nameof(SharedModels.All), MemberType = typeof(SharedModels))]
    public void Read_SharedModel_HasTheShapesOfOnnxRuntime(string name)
    {
        var path = SharedModels.PathOf(name);

        var graph = OnnxGraphReader.Read(path, SharedModels.SizeOf(name));

        foreach (var batch in graph.IsBatchFixed ? [1L] : new[] { 1L, 2L })
        {
            var (shapes, _) = OnnxOracle.Check(graph, batch);
            Assert.Equal(graph.Nodes.Sum(node => node.Outputs.Length), shapes);
        }

        Assert.Equal(graph.Nodes.Length, graph.Nodes.Select(node => node.Name).Distinct().Count());
        Assert.DoesNotContain(graph.Nodes, node => node.Operator is "Shape" or "Constant" or "ConstantOfShape" or "Dropout");
        AssertIsTopological(graph);
    }

    [Fact]
    public void Read_ChannelShuffle_LeavesNoShapeArithmetic()
    {
        var graph = OnnxGraphReader.Read(SharedFiles.Require("models", "generated", "shufflenet_v2.onnx"));

        Assert.Equal(12, graph.Nodes.Count(node => node.Operator == "Reshape"));
        Assert.Empty(graph.Nodes.Where(node => node.Operator is "Gather" or "Unsqueeze" or "Cast" or "Div" or "Mul"));
    }

    [Fact]
    public void Read_ChannelsLast_IsReported()
    {
        var graph = OnnxGraphReader.Read(
            SharedFiles.Require("models", "published", "face_detection_front_128x128_barracuda.onnx"));

        Assert.True(graph.IsChannelsLast);
        Assert.True(graph.IsBatchFixed);
        Assert.Equal(new TensorShape(128, 128, 3), graph.Input.Shape);
        Assert.Equal("[512, 1]", graph.Outputs[0].Shape.ToString());
    }

    [Fact]
    public void Read_OpenSize_AsksForIt()
    {
        var path = SharedFiles.Require("models", "published", "ch_PP-OCRv4_det_infer.onnx");

        var refusal = Assert.Throws<OnnxImportException>(() => OnnxGraphReader.Read(path));

        Assert.Equal(path, refusal.Path);
        Assert.Contains("the height is open: give the size of the images", refusal.Message);
    }

    [Fact]
    public void Read_NodesWithoutNames_AreNamedUniquely()
    {
        var graph = TestModel.With(17, -1, 3, 4, 4)
            .Node("Relu", "x", "a")
            .Node("Relu", "a", "b")
            .Node("Relu", "b", "y")
            .Change(model =>
            {
                model.Graph.Node[0].Name = "";
                model.Graph.Node[1].Name = "same";
                model.Graph.Node[2].Name = "same";
            })
            .Read();

        Assert.Equal(["Relu_a", "same", "same_2"], graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Read_DropoutAndIdentity_AreLeftOut()
    {
        var graph = TestModel.With(13, -1, 3, 4, 4)
            .Node("Identity", "x", "a")
            .Node("Dropout", "a", "b")
            .Node("Relu", "b", "c")
            .Node("Identity", "c", "y")
            .ReadChecked();

        Assert.Equal(["Relu", "Identity"], graph.Nodes.Select(node => node.Operator));
        Assert.Equal(graph.Input, graph.Nodes[0].Inputs[0].Value);
        Assert.Equal("y", graph.Outputs[0].Name);
    }

    [Fact]
    public void Read_Half_IsComputedAsSingle()
    {
        var graph = TestModel.With(13, -1, 3, 4, 4)
            .Node("Cast", "x", "a", ("to", 1))
            .Node("Relu", "a", "y")
            .Change(model => model.Graph.Input[0].Type.TensorType.ElemType = 10)
            .ReadChecked();

        Assert.Equal("Relu", Assert.Single(graph.Nodes).Operator);
    }

    [Fact]
    public void Read_NothingOfTheFile_IsChanged()
    {
        var model = TestModel.With(11, -1, 3, 4, 4).Node("Softmax", "x", "y", ("axis", 1));
        var before = model.Proto.Clone();

        var graph = model.Read();

        Assert.Equal(before, graph.Model);
    }

    [Fact]
    public void Read_ConstantOutput_IsRefused() => Assert.Contains(
        "output 'y' does not depend on its input",
        TestModel.With(13, -1, 3, 4, 4).Node("Shape", "x", "s").Node("Slice", "s one two", "y")
            .Ints("one", 1).Ints("two", 2).Refusal());

    [Fact]
    public void Read_SizeOfTheBatchAsOutput_IsRefused() => Assert.Contains(
        "output 'y'", TestModel.With(13, -1, 3, 4, 4).Node("Shape", "x", "y").Refusal());

    [Theory]
    [InlineData("Transpose")]
    [InlineData("Flatten")]
    [InlineData("Softmax")]
    [InlineData("ReduceMean")]
    public void Read_BatchThatMoves_NamesTheNode(string type)
    {
        var model = TestModel.With(11, -1, 3, 4, 4);
        _ = type switch
        {
            "Transpose" => model.Node(type, "x", "y", ("perm", new long[] { 1, 0, 2, 3 })),
            "ReduceMean" => model.Node(type, "x", "y"),
            _ => model.Node(type, "x", "y", ("axis", 0)),
        };

        var refusal = model.Refusal();

        Assert.Contains($"{type} ('node_y')", refusal);
    }

    private static void AssertIsTopological(ImportedGraph graph)
    {
        var made = new HashSet<string> { graph.Input.Name };
        foreach (var node in graph.Nodes)
        {
            Assert.All(node.Inputs.Where(input => input.Value is not null), input => Assert.Contains(input.Value!.Name, made));
            made.UnionWith(node.Outputs.Select(output => output.Name));
        }

        Assert.All(graph.Outputs, output => Assert.Contains(output.Name, made));
    }
}
