using Google.Protobuf;
using Lana.Export;
using Lana.Networks;
using Lana.Onnx;

namespace Lana.Import.Onnx;

/// <summary>Nodes at the end of a file that cannot be trained: they stay, unless something that should be trained depends on them.</summary>
[Collection(TorchCollection.Name)]
public sealed class VerbatimTailTests
{
    // What each stage of the import refuses: an operator that is not known, one of another domain, one that only folds, one without a
    // counterpart.
    [Theory]
    [InlineData("NonZero", "")]
    [InlineData("Decode", "org.example")]
    [InlineData("Equal", "")]
    [InlineData("Cast", "")]
    public void Load_RefusedNodeAtTheEnd_Stays(string type, string domain)
    {
        using var files = new Scratch();
        var model = Body();
        model = type switch
        {
            "Equal" => model.Node(type, "b b", "y"),
            "Cast" => model.Node(type, "b", "y", ("to", 7)),
            _ => model.Node(type, "b", "y"),
        };
        model.Graph.Node[^1].Domain = domain;

        using var network = Load(model, files);

        Assert.Equal("b", Assert.Single(network.Definition.Outputs).Name);
        Assert.Equal(["node_y"], network.Template!.Tail);
        Assert.Equal(model.Proto.ToByteArray(), OnnxExporter.Export(network));
    }

    [Fact]
    public void Load_OutputsBeforeAndAfter_GivesWhatIsBefore()
    {
        using var files = new Scratch();
        var model = Body().Node("Sigmoid", "b", "map").Node("GlobalMaxPool", "a", "p").Node("Equal", "p b", "e").Node("Not", "e", "y")
            .Outputs("y", "map");

        using var network = Load(model, files);

        Assert.Equal(["map", "p", "b"], network.Definition.Outputs.Select(output => output.Name));
        Assert.Equal(["node_e", "node_y"], network.Template!.Tail);
    }

    [Fact]
    public void Load_RefusedNodeBeforeAConvolution_IsNamedWithAllOthers()
    {
        using var files = new Scratch();
        var model = Body().Node("NonZero", "b", "n").Node("Conv", "n w", "c").Node("Decode", "c", "y");

        var message = Assert.Throws<OnnxImportException>(() => Load(model, files)).Message;

        Assert.Contains("NonZero ('node_n')", message, StringComparison.Ordinal);
        Assert.Contains("Decode ('node_y')", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NothingBeforeTheRefusedNode_IsRefused()
    {
        using var files = new Scratch();

        var message = Assert.Throws<OnnxImportException>(() => Load(TestModel.Map(13).Node("Decode", "x", "y"), files)).Message;

        Assert.Contains("Decode ('node_y')", message, StringComparison.Ordinal);
    }

    // The end takes the shape of a map inside the layer.
    [Fact]
    public void Export_OtherLayerBeforeTheEnd_LeavesTheEnd()
    {
        using var files = new Scratch();
        var model = Body().Node("Shape", "a", "s").Node("Shape", "b", "t").Node("Equal", "s t", "e").Node("Cast", "e", "f", ("to", 1))
            .Node("Cast", "b", "i", ("to", 7)).Node("Cast", "i", "g", ("to", 1)).Node("ReduceMax", "f", "h").Node("Mul", "g h", "y");
        using var network = Load(model, files);
        var (student, module) = DropInChecks.WithConvolution(network, 0);
        using var own = module;

        var written = DropInChecks.Write(student, model.Proto);

        Assert.Equal(["b"], network.Definition.Outputs.Select(output => output.Name));
        Assert.DoesNotContain(written.Graph.Node, node => node.Output.Contains("a"));
        DropInChecks.AssertRunsLike(student, written.ToByteArray());
        using var session = new OnnxSession(written.ToByteArray());
        Assert.Equal("y", Assert.Single(session.RunImages(Definitions.Tensors.Normal(1, 2, 4, 8, 6)).Keys));
    }

    private static Network Load(TestModel model, Scratch files) =>
        OnnxNetwork.Load(files.File("model.onnx", model.Proto.ToByteArray())).Network;

    private static TestModel Body() => TestModel.Map(13).Weight("w", 4, 4, 1, 1).Node("Conv", "x w", "a").Node("Relu", "a", "b");
}
