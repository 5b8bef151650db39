using Lana.Definitions;
using Lana.Export;
using Lana.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Lana.Import;

[Collection(TorchCollection.Name)]
public sealed class NetworkSplitTests
{
    private static readonly FeatureShape Shape = new(16, 16, 16);

    [Fact]
    public void Build_ContainerWithAHook_IsRefusedSinceItComputesSomethingElse()
    {
        using var blocks = nn.Sequential(("a", Block(8, 8)), ("b", Block(8, 8)));
        using var module = nn.Sequential(
            ("stem", Block(3, 8)), ("blocks", blocks), ("head", nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 5))));
        _ = ((nn.Module<Tensor, Tensor>)blocks).register_forward_hook((_, _, output) => output.mul(2.0));

        var error = Assert.Throws<UnsupportedModuleException>(() => NetworkSplit.Of(module, new FeatureShape(3, 8, 8)).Build());

        Assert.Contains("outputs differ by up to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void From_PlainSequential_RunsAndShipsAsTheSequential()
    {
        using var scope = NewDisposeScope();
        using var module = Plain();
        Tensors.Disturb(module.state_dict(), seed: 3);
        var images = Tensors.Normal(1, Shape.WithBatch(3));

        using var network = NetworkSplit.Of(module, Shape).Build();

        // In double precision: libtorch is not to be trusted with every convolution of the module itself.
        module.to(ScalarType.Float64).eval();
        var expected = module.forward(images.to(ScalarType.Float64)).to(ScalarType.Float32);
        Tensors.AssertClose(expected, network.Run(images), 1e-5);
        using var session = new OnnxSession(OnnxExporter.Export(network));
        Tensors.AssertClose(expected, session.Run(images), 1e-4);
        Assert.Equal(module.parameters().Sum(parameter => parameter.numel()), network.Cost.Parameters);
    }

    [Fact]
    public void Of_PlainSequential_SaysWhereEveryStageWentAndWhy()
    {
        using var module = Plain();

        var split = NetworkSplit.Of(module, Shape);

        Assert.Null(split.Problem);
        Assert.Equal(
            [
                ("0", StagePlace.Stem), ("1", StagePlace.Joined), ("2", StagePlace.Joined), ("3", StagePlace.Layer),
                ("4", StagePlace.Joined), ("5", StagePlace.Joined), ("6", StagePlace.Joined), ("7", StagePlace.Layer),
                ("8", StagePlace.Joined), ("9", StagePlace.Layer), ("10", StagePlace.Head), ("11", StagePlace.Head),
                ("12", StagePlace.Head),
            ],
            split.Stages.Select(stage => (stage.Name, stage.Place)));
        Assert.Equal(["3", "7", "9"], split.Definition!.Layers.Select(layer => layer.Name));
        Assert.Equal(
            [(16, 16, 2), (24, 8, 1), (24, 8, 1)],
            split.Definition.Layers.Select(layer => (layer.Input.Channels, layer.Input.Height, layer.Stride)));
        Assert.All(split.Stages, stage => Assert.Equal(stage.Place == StagePlace.Layer, stage.IsReplaceable));
        Assert.Contains("a norm alone: it goes with layer '3'", split.Stages[4].Reason, StringComparison.Ordinal);
        Assert.Contains("an activation alone: it goes with the stem", split.Stages[2].Reason, StringComparison.Ordinal);
        Assert.Contains("a pool alone", split.Stages[6].Reason, StringComparison.Ordinal);
        Assert.Contains("pools all positions", split.Stages[10].Reason, StringComparison.Ordinal);
        Assert.Contains("after '10'", split.Stages[11].Reason, StringComparison.Ordinal);
        Assert.Matches(@"replaceable: \d{2,} operations fit", split.ToString());
    }

    [Fact]
    public void From_NamedBlocks_KeepsTheirWeightsNames()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(
            ("stem", Block(16, 16)),
            ("blocks", nn.Sequential(("a", Block(16, 32, stride: 2)), ("b", Block(32, 32)))),
            ("head", nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 5))));
        module.eval();

        using var network = NetworkSplit.Of(module, Shape, "mine").Build();

        Assert.Equal(["blocks.a", "blocks.b"], network.Layers.Select(layer => layer.Name));
        Assert.Equal(module.state_dict().Keys.Order(), network.State.Select(pair => pair.Key).Order());
        var given = module.state_dict();
        Assert.All(network.State, pair => Assert.True(given[pair.Key].eq(pair.Value).all().item<bool>(), pair.Key));
        network.Parameters.First().detach().fill_(7);
        Assert.DoesNotContain(module.parameters(), parameter => parameter.detach().eq(7).all().item<bool>());
    }

    [Fact]
    public void From_StagesWithABuiltDefinition_TakesItAsALayer()
    {
        using var scope = NewDisposeScope();
        var body = new Chain(new Conv("conv1", 16, 3) { Activation = Activation.Relu }, new Conv("conv2", 16, 3));
        using var block = new Residual(body).Build(Shape, seed: 2);
        using var stem = Block(16, 16);
        using var fc = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 5));
        stem.eval();
        var images = Tensors.Normal(1, Shape.WithBatch(2));

        using var network = NetworkSplit.Of([new("stem", stem), new("block", block), new("fc", fc)], Shape).Build();

        Tensors.AssertClose(fc.forward(block.Run(stem.forward(images))), network.Run(images), 1e-5);
        Assert.Contains("block.conv1.weight", network.State.Select(pair => pair.Key));
    }

    [Fact]
    public void From_GivenParts_AreTaken()
    {
        using var scope = NewDisposeScope();
        using var first = Block(16, 16);
        using var second = Block(16, 32);
        using var pool = nn.MaxPool2d(2);
        using var head = nn.Sequential(nn.Flatten(), nn.Linear(32 * 64, 5));
        NetworkStage[] layers = [new("first", first), new("second", second), new("pool", pool)];
        first.eval();
        second.eval();
        var images = Tensors.Normal(1, Shape.WithBatch(2));

        using var network = NetworkSplit.Of(null, layers, new("head", head), Shape).Build();

        Assert.Equal(["first", "second"], network.Layers.Select(layer => layer.Name));
        Assert.Equal(new FeatureShape(32, 8, 8), network.Layers[1].Info.Output);
        var features = pool.forward(second.forward(first.forward(images)));
        Tensors.AssertClose(head.forward(features), network.Run(images), 1e-5);
    }

    [Fact]
    public void Of_OddMap_SaysThatNoOperationFits()
    {
        using var module = nn.Sequential(
            Block(16, 16),
            nn.Sequential(nn.Conv2d(16, 16, 3), nn.ReLU()),
            nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()));

        var split = NetworkSplit.Of(module, Shape);

        Assert.Null(split.Problem);
        Assert.False(split.Stages[1].IsReplaceable);
        Assert.EndsWith(
            "no operation leads from [16, 16, 16] to [16, 14, 14]", split.Stages[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void From_UnsupportedModule_ListsStagesAndNamesPathAndType()
    {
        using var module = nn.Sequential(
            ("stem", Block(16, 16)), ("body", nn.Sequential(nn.Conv2d(16, 16, 3, padding: 1), nn.GroupNorm(4, 16))),
            ("pool", nn.AdaptiveAvgPool2d(1)), ("flatten", nn.Flatten()));

        var error = Assert.Throws<NetworkSplitException>(() => NetworkSplit.Of(module, Shape, "mine").Build());

        Assert.Contains("'mine' cannot be split", error.Message, StringComparison.Ordinal);
        Assert.Contains("(GroupNorm) cannot be converted", error.Message, StringComparison.Ordinal);
        Assert.IsType<UnsupportedModuleException>(error.InnerException);
        Assert.Equal(
            [StagePlace.Stem, StagePlace.Refused, StagePlace.Refused, StagePlace.Refused],
            error.Split.Stages.Select(stage => stage.Place));
        Assert.Null(error.Split.Stages[2].Input);
    }

    [Fact]
    public void Of_WhatIsNoNetwork_HasAProblem()
    {
        using var perceptron = nn.Sequential(nn.Flatten(), nn.Linear(16 * 256, 5));
        using var headless = nn.Sequential(Block(16, 16), Block(16, 16));
        using var narrow = nn.Sequential(Block(16, 16), Block(8, 16));
        using var early = nn.Sequential(nn.AdaptiveAvgPool2d(1));
        using var head = nn.Flatten();

        Assert.Contains("no layer between", NetworkSplit.Of(perceptron, Shape).Problem, StringComparison.Ordinal);
        Assert.Contains("must give [K, 1, 1]", NetworkSplit.Of(headless, Shape).Problem, StringComparison.Ordinal);
        Assert.Contains("takes 8 channels", NetworkSplit.Of(narrow, Shape).Problem, StringComparison.Ordinal);
        var given = NetworkSplit.Of(null, [new("early", early)], new("head", head), Shape);
        Assert.Contains("give it to the head", given.Problem, StringComparison.Ordinal);
        Assert.Equal(StagePlace.Refused, given.Stages[0].Place);
    }

    [Fact]
    public void Of_WrongArguments_Throws()
    {
        using var module = Block(16, 16);
        NetworkStage stage = new("a", module);

        Assert.Throws<ArgumentException>(() => NetworkSplit.Of([], Shape));
        Assert.Throws<ArgumentException>(() => NetworkSplit.Of([stage, stage], Shape));
        Assert.Throws<ArgumentException>(() => NetworkSplit.Of([stage], new FeatureShape(0, 1, 1)));
        Assert.Throws<ArgumentException>(() => NetworkSplit.Of([stage], Shape, ""));
    }

    private static Sequential Block(int channels, int outputs, int stride = 1) => nn.Sequential(
        nn.Conv2d(channels, outputs, 3, stride: stride, padding: 1, bias: false), nn.BatchNorm2d(outputs), nn.ReLU());

    private static Sequential Plain() => nn.Sequential(
        nn.Conv2d(16, 16, 3, padding: 1, bias: false), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 24, 3, padding: 1, bias: false), nn.BatchNorm2d(24), nn.SiLU(), nn.MaxPool2d(2),
        nn.Conv2d(24, 24, 3, padding: 1, groups: 24), nn.ReLU(),
        nn.Conv2d(24, 40, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(40, 5));
}
