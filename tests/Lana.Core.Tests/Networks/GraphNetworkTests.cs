using Lana.Candidates;
using Lana.Definitions;
using Lana.Export;
using Lana.Modules;
using Lana.Onnx;
using Lana.Operators;
using static TorchSharp.torch;

namespace Lana.Networks;

/// <summary>Networks that are no chains.</summary>
[Collection(TorchCollection.Name)]
public sealed class GraphNetworkTests
{
    private static readonly FeatureShape Shape = new(3, 8, 6);

    [Fact]
    public void Run_SeveralOutputs_GivesOneAfterAnotherAsOnnxRuntimeDoes()
    {
        using var scope = NewDisposeScope();
        using var network = SkipNetwork.Define(Shape).Build(seed: 5);
        using var session = new OnnxSession(OnnxExporter.Export(network));
        var images = Images(3);

        var outputs = network.Run(images);

        var expected = session.RunAll(images);
        Assert.Equal(["classes", "heat"], expected.Keys);
        Assert.Equal([3, SkipNetwork.Classes], expected["classes"].shape);
        Assert.Equal([3, 2, 4, 3], expected["heat"].shape);
        Assert.Equal([3, network.Definition.OutputSize], outputs.shape);
        Tensors.AssertClose(cat([expected["classes"], expected["heat"].flatten(1)], 1), outputs, 1e-4);
    }

    [Fact]
    public void Definition_OfAGraph_HasTheShapesOfLayersAndOutputs()
    {
        var definition = SkipNetwork.Define(Shape);

        Assert.Equal(["down", "deep", "side"], definition.Layers.Select(layer => layer.Name));
        Assert.Equal(new FeatureShape(8, 8, 6), definition.Layers[2].Input);
        Assert.Equal(new FeatureShape(12, 4, 3), definition.Layers[1].Output);
        Assert.Equal([new TensorShape(4), new TensorShape(2, 4, 3)], definition.OutputShapes);
        Assert.Equal(28, definition.OutputSize);
        Assert.Equal(definition.ToJson(), NetworkDefinition.FromJson(definition.ToJson()).ToJson());
    }

    [Fact]
    public void RunAfter_OwnOutputOfEveryLayer_EqualsRunForOneAndForSeveralCopies()
    {
        using var scope = NewDisposeScope();
        using var network = SkipNetwork.Define(Shape).Build(seed: 5);
        using var trace = network.Trace(Images(2));

        for (var layer = 0; layer < network.Layers.Count; layer++)
        {
            var output = trace.Output(layer);
            Tensors.AssertEqual(output, network.Layers[layer].Module.Run(trace.Input(layer)));
            Tensors.AssertEqual(trace.Outputs!, network.RunAfter(trace, layer, output));
            Tensors.AssertClose(
                cat([trace.Outputs!, trace.Outputs!, trace.Outputs!], 0),
                network.RunAfter(trace, layer, cat([output, output, output], 0)),
                1e-6);
        }
    }

    [Fact]
    public void RunAfter_OutputOfAnotherModule_EqualsTheNetworkWithIt()
    {
        using var scope = NewDisposeScope();
        using var network = SkipNetwork.Define(Shape).Build(seed: 5);
        foreach (var layer in network.Layers.Select(layer => layer.Info))
        {
            using var module = Operation.Parse("cb_stack_k3_w0.5").Define(layer).Build(layer.Input, seed: 2);
            using var student = network.With(new Dictionary<int, LanaModule> { [layer.Index] = module });
            using var trace = network.Trace(Images(2));

            var changed = network.RunAfter(trace, layer.Index, module.Run(trace.Input(layer.Index)));

            Tensors.AssertEqual(student.Run(Images(2)), changed);
            Assert.False(changed.allclose(trace.Outputs!));
        }
    }

    [Fact]
    public void TraceLayers_OfSome_HasTheSameFeaturesAndNoOthers()
    {
        using var scope = NewDisposeScope();
        using var network = SkipNetwork.Define(Shape).Build(seed: 5);
        using var whole = network.Trace(Images(2));

        using var part = network.TraceLayers(Images(2), new HashSet<int> { 1 });

        Tensors.AssertEqual(whole.Input(1), part.Input(1));
        Tensors.AssertEqual(whole.Output(1), part.Output(1));
        Assert.Null(part.Outputs);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Output(2));
        Assert.Throws<ArgumentException>(() => network.RunAfter(part, 1, part.Output(1)));
        Assert.Throws<ArgumentException>(() => network.TraceLayers(Images(2), new HashSet<int>()));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.TraceLayers(Images(2), new HashSet<int> { 3 }));
        Assert.Throws<ArgumentException>(() => network.RunAfter(whole, 1, Images(3)));
    }

    [Fact]
    public void Detach_OfAGraph_TrainsItsConstantsToo()
    {
        using var scope = NewDisposeScope();
        using var network = SkipNetwork.Define(Shape).Build(seed: 5);
        using var copy = network.Detach();
        var before = Tensors.Bytes(network.State);

        copy.Run(Images(2), RunMode.Train).square().sum().backward();

        Assert.All(copy.Parameters, parameter => Assert.True(parameter.grad!.ne(0).any().item<bool>()));
        Assert.Contains("scale", copy.State.Select(pair => pair.Key));
        Assert.Contains("down.conv.weight", copy.State.Select(pair => pair.Key));
        Assert.Equal(before, Tensors.Bytes(network.State));
    }

    [Fact]
    public void Module_OfAnOperatorOrOfNothing_IsRefused()
    {
        using var network = SkipNetwork.Define(Shape).Build();

        Assert.Throws<ArgumentException>(() => network.Module("both"));
        Assert.Throws<ArgumentException>(() => network.Module("nothing"));
    }

    [Fact]
    public void Life_OfAGraph_LeavesNoTensor() => Tensors.AssertNoLeak("a graph's life", () =>
    {
        using var network = SkipNetwork.Define(Shape).Build();
        using var copy = network.Detach();
        using var images = Images(2);
        copy.Run(images, RunMode.Train).Dispose();
        using var trace = network.Trace(images);
        using var twice = cat([trace.Output(0), trace.Output(0)], 0);
        network.RunAfter(trace, 0, twice).Dispose();
        network.RunAfter(trace, 1, trace.Output(1)).Dispose();
        using var part = network.TraceLayers(images, new HashSet<int> { 0, 2 });
        OnnxExporter.Export(network);
    });

    [Fact]
    public void RunAfter_ImageNeededAfterTheLayer_IsRepeatedAndFreed() => Tensors.AssertNoLeak("a skip from the image", () =>
    {
        using var network = new NetworkDefinition(
            "skip from the image",
            Shape,
            [
                new GraphNode("a", new Conv("a", 3, 1), NetworkDefinition.InputName),
                new GraphNode("sum", new Arithmetic(ArithmeticFunction.Add), "a", NetworkDefinition.InputName),
            ],
            ["a"],
            [Output]).Build();
        using var images = Images(2);
        using var trace = network.Trace(images);
        using var twice = cat([trace.Output(0), trace.Output(0)], 0);
        using var expected = cat([trace.Outputs!, trace.Outputs!], 0);
        using var outputs = network.RunAfter(trace, 0, twice);

        Tensors.AssertClose(expected, outputs, 1e-6);
    });

    public static TheoryData<string, GraphNode[], string[], NetworkOutput[]> Wrong => new()
    {
        { "cannot be a layer", Nodes, ["sum"], [Output] },
        { "named once and in the order of the nodes", Nodes, ["b", "a"], [Output] },
        { "named once and in the order of the nodes", Nodes, ["a", "a"], [Output] },
        { "there is no value 'c'", Nodes, ["c"], [Output] },
        { "the outputs: there is no value 'c'", Nodes, ["a"], [Output with { Value = "c" }] },
        { "must give [K, 1, 1]", Nodes, ["a"], [Output with { IsFlat = true }] },
        { "Two outputs of 'bad' are called 'out'", Nodes, ["a"], [Output, Output with { Value = "a" }] },
        { "one output", Nodes, ["a"], [] },
        { "one node", [], ["a"], [Output] },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Create_GraphThatIsNoNetwork_SaysWhy(
        string expected, GraphNode[] nodes, string[] layers, NetworkOutput[] outputs)
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            new NetworkDefinition("bad", Shape, [.. nodes], [.. layers], [.. outputs]));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    private static NetworkOutput Output => new("out", "sum");

    private static GraphNode[] Nodes =>
    [
        new GraphNode("a", new Conv("a", 3, 1), NetworkDefinition.InputName),
        new GraphNode("b", new Conv("b", 3, 1), "a"),
        new GraphNode("sum", new Arithmetic(ArithmeticFunction.Add), "a", "b"),
    ];

    private static Tensor Images(int count) => Tensors.Normal(77, count, 3, 8, 6);
}
