using Lana.Candidates;
using Lana.Import.Onnx.Architectures;

namespace Lana.Import.Onnx;

/// <summary>What is said of the layers of a file, and layers that the user names.</summary>
[Collection(TorchCollection.Name)]
public sealed class OnnxImportReportTests
{
    [Fact]
    public void Report_ResidualNetwork_SaysWhatEachLayerHolds()
    {
        var report = Define(Residual()).Report;

        var block = report.Layers[1];
        Assert.Equal(["/stem/Relu_", "/block/Add_"], new[] { block.Entry, block.Exit }.Select(name => name[..^"0_output_0".Length].TrimEnd('1')));
        Assert.Equal("2 Conv, 1 Add, 1 Relu", block.Nodes.Operators);
        Assert.Equal(4, block.Nodes.Names.Length);
        Assert.All(block.Nodes.Names, name => Assert.StartsWith("/block/", name, StringComparison.Ordinal));
        Assert.Equal(2L * 8 * 8 * 9 * 16 * 16, block.Nodes.Macs);
        Assert.Equal((new FeatureShape(8, 16, 16), new FeatureShape(8, 16, 16)), (block.Layer.Input, block.Layer.Output));
        Assert.Equal((4, 4), (report.Convolutions, report.LayerConvolutions));
    }

    [Fact]
    public void Report_WholeNetwork_AccountsForEveryMacAndNode()
    {
        var model = Residual();
        var (definition, _, report) = Define(model);

        var parts = report.Layers.Select(layer => layer.Nodes).Concat(report.Remainder.Select(rest => rest.Nodes)).ToList();
        Assert.Equal(definition.Cost.Macs, report.Macs);
        Assert.Equal(report.Macs, parts.Sum(part => part.Macs));
        Assert.Equal(1.0, parts.Sum(part => part.Share), 12);
        Assert.Equal(
            Lana.Onnx.Proto.ModelProto.Parser.ParseFrom(model).Graph.Node.Select(node => node.Name).Order(),
            parts.SelectMany(part => part.Names).Order());
        Assert.Equal(
            ["a fully connected layer", "a transposed convolution, which no operation replaces", "nothing to multiply"],
            report.Remainder.Select(rest => rest.Reason).Order());
    }

    [Fact]
    public void Report_AsText_HasALineForEachLayerAndReason()
    {
        var report = Define(Residual()).Report;

        var lines = report.ToString().Split(Environment.NewLine);

        Assert.Equal(report.Layers.Length + report.Remainder.Length + 1, lines.Length);
        Assert.StartsWith("in no layer, ", lines[report.Layers.Length], StringComparison.Ordinal);
        Assert.Contains("4 of 4 convolutions", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void FitOf_LayersOfOtherShapes_SaysWhatFitsAndWhyNot()
    {
        var report = Define(Residual()).Report;
        var space = SearchSpace.Named("identity", "cb_stack_k3_w0.5", "efn_e3_k5");

        var fits = report.FitOf(space);

        Assert.Equal(["teacher", "identity", "cb_stack_k3_w0.5", "efn_e3_k5"], fits[1].Fitting.Select(operation => operation.Name));
        Assert.Equal("identity", Assert.Single(fits[0].Obstacles).Operation.Name);
        Assert.Contains("it turns [3, 32, 32] into [8, 16, 16]", report.Describe(space), StringComparison.Ordinal);
        Assert.Contains("3 of 4 operations fit; 1 not, for example identity", fits[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FitOf_FilteredSpace_NamesTheFilter()
    {
        var report = Define(Residual()).Report;
        var space = SearchSpace.Named("cb_stack_k3_w0.5").Where((_, layer) => layer.KeepsShape);

        Assert.Equal("the search space leaves it out here", Assert.Single(report.FitOf(space)[0].Obstacles).Reason);
    }

    [Theory]
    [InlineData(1, "1 1 1 1")]
    [InlineData(2, "1 2 1")]
    [InlineData(6, "1 2 1")]
    public void Find_MaxConvolutions_BoundsEveryLayer(int max, string expected)
    {
        var report = Define(Residual(), new OnnxImportOptions { MaxConvolutions = max }).Report;

        Assert.Equal(expected, string.Join(" ", report.Layers.Select(layer => layer.Nodes.Convolutions)));
    }

    [Fact]
    public void LayerTensors_Given_ReplaceTheLayersThatWouldBeFound()
    {
        var found = Define(Residual()).Report;
        var options = new OnnxImportOptions { LayerTensors = TensorSpan.Between("image", found.Layers[0].Exit, found.Layers[2].Exit) };

        var (definition, _, report) = Define(Residual(), options);

        Assert.Equal(["1", "3"], report.Layers.Select(layer => $"{layer.Nodes.Convolutions}"));
        Assert.Equal(["image", found.Layers[0].Exit], report.Layers.Select(layer => layer.Entry));
        Assert.Equal(found.Macs, definition.Cost.Macs);
    }

    [Fact]
    public void LayerTensors_PartOfANetwork_LeavesTheRest()
    {
        var block = Define(Residual()).Report.Layers[1];

        var report = Define(Residual(), new OnnxImportOptions { LayerTensors = [new(block.Entry, block.Exit)] }).Report;

        Assert.Equal(block.Nodes.Names, Assert.Single(report.Layers).Nodes.Names);
        Assert.Equal(2, report.Remainder.Single(rest => rest.Reason == "outside of the tensors that were given").Nodes.Convolutions);
    }

    [Fact]
    public void LayerTensors_ThatAreNoRegion_AreRefusedWithTheReason()
    {
        var layers = Define(Residual()).Report.Layers;
        var names = layers[1].Nodes.Names;
        string Tensor(int place) => $"{names[place]}_output_0";

        Assert.Contains($"the file computes no tensor '{layers[0].Exit}x'", Refusal($"{layers[0].Exit}x", Tensor(0)));
        Assert.Contains($"the nearest names are '{layers[0].Exit}'", Refusal($"{layers[0].Exit}x", Tensor(0)));
        Assert.Contains("no path leads from the one to the other", Refusal(Tensor(1), Tensor(0)));
        Assert.Contains("no path leads", Refusal(Tensor(1), Tensor(1)));
        Assert.Contains("also takes the value of", Refusal(Tensor(0), Tensor(3)));
        Assert.Contains("outside of it takes the value of", Refusal("image", Tensor(2)));
        Assert.Contains("is [10] for each image, and not a map", Refusal("image", "logits"));
        Assert.Contains("it shares", Refusal([new(layers[1].Entry, layers[1].Exit), new("image", layers[1].Exit)]));
    }

    [Fact]
    public void LayerTensors_ThroughAnOutput_AreRefused()
    {
        var net = new ModelBuilder(13);
        var x = net.ConvRelu(net.Input, 8, 3);
        var y = net.ConvRelu(x, 8, 3);

        Assert.Contains("is an output of the network", Refusal([new("image", y)], net.Build(x, y)));
    }

    [Fact]
    public void Options_NoConvolutionAllowed_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => OnnxNetwork.Load("model.onnx", new OnnxImportOptions { MaxConvolutions = 0 }));

    [Fact]
    public void Between_OneTensor_Throws() => Assert.Throws<ArgumentException>(() => TensorSpan.Between("x"));

    private static string Refusal(string entry, string exit) => Refusal([new(entry, exit)]);

    private static string Refusal(IReadOnlyList<TensorSpan> spans, byte[]? model = null) => Assert.Throws<OnnxImportException>(
        () => Define(model ?? Residual(), new OnnxImportOptions { LayerTensors = spans })).Message;

    private static (Networks.NetworkDefinition Definition, ConvertedGraph Converted, OnnxImportReport Report) Define(
        byte[] model, OnnxImportOptions? options = null)
    {
        using var scratch = new Scratch();
        return OnnxNetwork.Define(scratch.File("model.onnx", model), options);
    }

    // A stem, a residual block, a convolution, one that is transposed, a classifier.
    private static byte[] Residual()
    {
        var net = new ModelBuilder(13);
        var x = Scoped("stem", () => net.ConvRelu(net.Input, 8, 3, 2));
        x = Scoped("block", () => net.Add(net.Conv(net.ConvRelu(x, 8, 3), 8, 3), x));
        x = Scoped("deep", () => net.MaxPool(net.ConvRelu(net.MaxPool(x, 2, 2), 12, 3), 2, 2));
        x = net.Node("ConvTranspose", [x, net.Kernel(12, 6, 2)], 6, ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        x = net.Node("Flatten", [net.GlobalPool(x)], null, ("axis", 1));
        net.Outputs("Gemm", [x, net.Weight(1, 0, 6, 10)], ["logits"], [10]);
        return net.Build("logits");

        string Scoped(string name, Func<string> write)
        {
            using var scope = net.Scope(name);
            return write();
        }
    }
}
