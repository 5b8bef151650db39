using Lana.Definitions;
using Lana.Models;
using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;
using static TorchSharp.torch;

namespace Lana.Export;

[Collection(TorchCollection.Name)]
public sealed class OnnxExporterTests
{
    private static readonly FeatureShape Shape = new(8, 5, 5);

    [Fact]
    public void Export_Network_RunsAsInTorchSharp()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var network = Teacher();
        var model = OnnxExporter.Export(network);
        using var session = new OnnxSession(model);

        foreach (var batch in new[] { 1, 3 })
        {
            var images = Tensors.Normal(8, batch, 1, 28, 28);
            Tensors.AssertClose(network.Run(images), session.Run(images), 1e-4);
        }

        var counted = OnnxCounter.Count(model, batch: 1);
        Assert.Equal(network.Cost.Macs, counted.Macs);
        Assert.Equal(network.Cost.ShippedBytes, counted.WeightBytes);
        Assert.Equal([1, network.Definition.OutputSize], counted.Output);
    }

    [Fact]
    public void Export_Network_DeclaresWhatItIs()
    {
        using var network = SmallNetwork.Build();

        var model = ModelProto.Parser.ParseFrom(OnnxExporter.Export(network));

        Assert.Equal(8, model.IrVersion);
        Assert.Equal(17, Assert.Single(model.OpsetImport).Version);
        Assert.Equal("Lana", model.ProducerName);
        Assert.Equal("small", model.Graph.Name);
        AssertDeclares("input: N 2 12 12", Assert.Single(model.Graph.Input));
        AssertDeclares("output: N 5", Assert.Single(model.Graph.Output));
        Assert.DoesNotContain(model.Graph.Node, node => node.OpType is "Identity" or "BatchNormalization");
        Assert.Contains(model.Graph.Initializer, constant => constant.Name == "blocks.0.1.conv.weight");
        AssertSound(model.Graph);
    }

    [Fact]
    public void Export_Twice_GivesTheSameBytes()
    {
        using var network = SmallNetwork.Build();
        using var copy = network.Detach();

        Assert.Equal(OnnxExporter.Export(network), OnnxExporter.Export(copy));
    }

    [Fact]
    public void Export_StudentOfFusedModules_EqualsTheNetwork()
    {
        using var network = SmallNetwork.Build();
        var fused = network.Layers.ToDictionary(layer => layer.Info.Index, layer => layer.Module.Fuse());

        Assert.Equal(OnnxExporter.Export(network), OnnxExporter.Export(network.With(fused)));

        fused.Values.ToList().ForEach(module => module.Dispose());
    }

    [Fact]
    public void Export_IdentityAlone_CopiesInputToOutput()
    {
        using var scope = NewDisposeScope();
        using var module = Chain.Identity.Build(Shape);
        var input = Tensors.Normal(3, Shape.WithBatch(2));

        var model = OnnxExporter.Export(module);

        using var session = new OnnxSession(model);
        Tensors.AssertEqual(input, session.Run(input));
        Assert.Equal("Identity", Assert.Single(ModelProto.Parser.ParseFrom(model).Graph.Node).OpType);
    }

    [Fact]
    public void Export_ResidualOfNothing_AddsTheInputToItself()
    {
        using var scope = NewDisposeScope();
        using var module = new Residual(Chain.Identity).Build(Shape);
        var input = Tensors.Normal(3, Shape.WithBatch(2));

        using var session = new OnnxSession(OnnxExporter.Export(module));

        Tensors.AssertClose(2.0 * input, session.Run(input), 1e-6);
    }

    [Fact]
    public void Export_LinearLayerAlone_GivesAMap()
    {
        using var scope = NewDisposeScope();
        using var module = new Chain(new GlobalPool(), new Linear("fc", 3)).Build(Shape);
        var input = Tensors.Normal(3, Shape.WithBatch(2));

        using var session = new OnnxSession(OnnxExporter.Export(module));

        Tensors.AssertClose(module.Run(input), session.Run(input), 1e-5);
    }

    [Fact]
    public void Export_ToFile_WritesTheSameBytes()
    {
        using var folder = new Scratch();
        using var network = SmallNetwork.Build();

        OnnxExporter.Export(network, folder.File("student.onnx"));

        Assert.Equal(OnnxExporter.Export(network), File.ReadAllBytes(folder.File("student.onnx")));
    }

    [Fact]
    public void Export_LayersWhoseNamesRunTogether_NamesTheWeight()
    {
        using var network = new NetworkDefinition(
            "twins",
            Shape,
            Chain.Identity,
            [new LayerDefinition("a", Chain.Identity), new LayerDefinition("a.b", new Conv("conv", 8, 3))],
            new GlobalPool()).Build();
        using var module = new Conv("b.conv", 8, 3).Build(Shape);
        using var student = network.With(new Dictionary<int, LanaModule> { [0] = module });

        var error = Assert.Throws<ArgumentException>(() => OnnxExporter.Export(student));

        Assert.Contains("'a.b.conv.weight'", error.Message, StringComparison.Ordinal);
    }

    private static Network Teacher()
    {
        var options = NetworkOptions.Compound(-4.0) with
        {
            Resolution = 28,
            InputChannels = 1,
            StemStride = 1,
            Classes = 10,
        };
        var network = EfficientNet.Define(options, padding: Padding.Same).Build(seed: 3);
        Tensors.Disturb(network.State, seed: 21);
        return network;
    }

    private static void AssertDeclares(string expected, ValueInfoProto value)
    {
        var sizes = value.Type.TensorType.Shape.Dim.Select(dim => dim.HasDimParam ? dim.DimParam : $"{dim.DimValue}");
        Assert.Equal(expected, $"{value.Name}: {string.Join(' ', sizes)}");
        Assert.Equal(1, value.Type.TensorType.ElemType);
    }

    // Every value is made once, before it is used; the output is among them.
    private static void AssertSound(GraphProto graph)
    {
        var known = graph.Initializer.Select(constant => constant.Name).ToHashSet();
        known.UnionWith(graph.Input.Select(input => input.Name));
        foreach (var node in graph.Node)
        {
            Assert.All(node.Input, input => Assert.Contains(input, known));
            Assert.All(node.Output, output => Assert.True(known.Add(output), $"{output} is made twice"));
        }

        Assert.All(graph.Output, output => Assert.Contains(output.Name, known));
    }
}
