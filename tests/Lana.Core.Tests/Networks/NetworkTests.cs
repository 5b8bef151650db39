using Lana.Candidates;
using Lana.Definitions;
using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Networks;

[Collection(TorchCollection.Name)]
public sealed class NetworkTests
{
    [Fact]
    public void RunAfter_OutputOfEveryLayer_EqualsRun()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Build();
        var images = Images();

        var logits = network.Run(images);
        using var trace = network.Trace(images);

        Assert.Equal([3, SmallNetwork.Classes], logits.shape);
        Tensors.AssertEqual(logits, trace.Outputs!);
        for (var layer = 0; layer < network.Layers.Count; layer++)
        {
            Tensors.AssertEqual(trace.Output(layer), network.Layers[layer].Module.Run(trace.Input(layer)));
            Tensors.AssertEqual(logits, network.RunAfter(trace, layer, trace.Output(layer)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => trace.Input(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.Output(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.RunAfter(trace, 4, images));
    }

    [Fact]
    public void With_TeacherModules_EqualsTheTeacher()
    {
        using var scope = NewDisposeScope();
        using var teacher = SmallNetwork.Build();
        var modules = teacher.Layers.ToDictionary(layer => layer.Info.Index, layer => layer.Module);

        using var student = teacher.With(modules);

        Tensors.AssertEqual(teacher.Run(Images()), student.Run(Images()));
        Assert.Equal(teacher.Cost, student.Cost);
        Assert.Equal(teacher.Definition.Fingerprint, student.Definition.Fingerprint);
    }

    [Fact]
    public void DrawsRandomNumbers_WithADropInOnePart_IsTrueForEachPart()
    {
        var small = SmallNetwork.Define();
        var drop = new Dropout(0.1);
        NetworkDefinition[] definitions =
        [
            new("stem", small.Input, new Chain(small.Stem(), drop), small.LayerDefinitions(), small.Head()),
            small.WithLayers([.. small.Layers.Select(layer =>
                layer.Index == 1 ? new Residual(new Chain(layer.Definition, new DropPath(0.1))) : layer.Definition)]),
            new("head", small.Input, small.Stem(), small.LayerDefinitions(), new Chain(drop, small.Head())),
        ];

        Assert.All(definitions, definition =>
        {
            using var network = definition.Build();
            Assert.True(network.DrawsRandomNumbers);
        });
        using var plain = small.Build();
        Assert.False(plain.DrawsRandomNumbers);
    }

    [Fact]
    public void With_OtherModules_IsAViewThatOwnsNone()
    {
        using var scope = NewDisposeScope();
        using var teacher = SmallNetwork.Build();
        using var module = Operation.Parse("cb_stack_k1_w0.5").Define(teacher.Layers[1].Info)
            .Build(teacher.Layers[1].Info.Input);
        var before = teacher.Run(Images());
        var bytes = Tensors.Bytes(teacher.State);

        using (var student = teacher.With(new Dictionary<int, LanaModule> { [1] = module }))
        {
            Assert.Same(teacher.Module(NetworkDefinition.StemName), student.Module(NetworkDefinition.StemName));
            Assert.Same(teacher.Layers[0].Module, student.Layers[0].Module);
            Assert.Same(module, student.Layers[1].Module);
            Assert.False(before.allclose(student.Run(Images())));
            student.Run(Images(), RunMode.BatchStatistics).Dispose();
        }

        Tensors.AssertEqual(before, teacher.Run(Images()));
        Assert.Equal(bytes, Tensors.Bytes(teacher.State));
        module.Run(teacher.Trace(Images()).Input(1)).Dispose();
    }

    [Fact]
    public void With_IdentityInShapeKeepingLayer_EqualsTheNetworkWithoutIt()
    {
        using var scope = NewDisposeScope();
        using var teacher = SmallNetwork.Build();
        var layer = teacher.Layers[2].Info;
        using var identity = IdentityOperation.Instance.Define(layer).Build(layer.Input);

        using var student = teacher.With(new Dictionary<int, LanaModule> { [2] = identity });

        using var trace = teacher.Trace(Images());
        Tensors.AssertEqual(teacher.RunAfter(trace, 2, trace.Input(2)), student.Run(Images()));
        Assert.Equal(teacher.Cost.Parameters - teacher.Layers[2].Module.Cost.Parameters, student.Cost.Parameters);
    }

    [Fact]
    public void With_WrongLayerOrShape_NamesIt()
    {
        using var teacher = SmallNetwork.Build();
        using var fitting = Chain.Identity.Build(new FeatureShape(16, 6, 6));
        using var shrunk = new Conv("conv", 8, 3).Build(new FeatureShape(16, 6, 6));

        var missing =
            Assert.Throws<ArgumentException>(() => teacher.With(new Dictionary<int, LanaModule> { [4] = fitting }));
        var input =
            Assert.Throws<ArgumentException>(() => teacher.With(new Dictionary<int, LanaModule> { [0] = fitting }));
        var output =
            Assert.Throws<ArgumentException>(() => teacher.With(new Dictionary<int, LanaModule> { [1] = shrunk }));

        Assert.Contains("no layer 4", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'blocks.0.0' maps [8, 6, 6] to [16, 6, 6]", input.Message, StringComparison.Ordinal);
        Assert.Contains("'blocks.0.1'", output.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => teacher.With(new Dictionary<int, LanaModule> { [1] = null! }));
    }

    [Fact]
    public void Detach_Trained_LeavesTheTeachersBytes()
    {
        using var scope = NewDisposeScope();
        using var teacher = SmallNetwork.Build();
        using var student = teacher.With(new Dictionary<int, LanaModule>());
        using var copy = student.Detach();
        Tensors.AssertEqual(teacher.Run(Images()), copy.Run(Images()));
        var before = Tensors.Bytes(teacher.State);

        using var optimizer = optim.SGD(copy.Parameters, 0.1);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            copy.Run(Images(), RunMode.Train).square().sum().backward();
            optimizer.step();
        }

        Assert.Equal(before, Tensors.Bytes(teacher.State));
        Assert.NotEqual(before, Tensors.Bytes(copy.State));
        Assert.Equal(teacher.State.Select(pair => pair.Key), copy.State.Select(pair => pair.Key));
    }

    [Fact]
    public void Build_RunCopyDispose_LeaveNoTensor() => Tensors.AssertNoLeak("a network's life", () =>
    {
        using var network = SmallNetwork.Build();
        using var copy = network.Detach();
        using var images = Images();
        copy.Run(images, RunMode.Train).Dispose();
        using var trace = network.Trace(images);
        using var part = network.TraceLayers(images, new HashSet<int> { 1 });
        network.RunAfter(trace, 1, trace.Output(1)).Dispose();
    });

    [Fact]
    public void Build_WeightsOfOneName_NamesThem()
    {
        var definition = new NetworkDefinition(
            "twins",
            new FeatureShape(3, 4, 4),
            new Conv("conv", 8, 3),
            [new LayerDefinition("layer", new Conv("conv", 8, 3))],
            new Chain(new Conv("conv", 8, 3), new GlobalPool()));

        Tensors.AssertNoLeak("Build", () =>
        {
            var error = Assert.Throws<ArgumentException>(() => definition.Build());
            Assert.Contains("'conv.weight'", error.Message, StringComparison.Ordinal);
        });
    }

    private static Tensor Images() => Tensors.Normal(77, 3, 2, 12, 12);
}
