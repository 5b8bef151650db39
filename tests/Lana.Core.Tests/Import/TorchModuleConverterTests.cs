using Lana.Candidates;
using Lana.Definitions;
using Lana.Export;
using Lana.Networks;
using Lana.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Lana.Import;

[Collection(TorchCollection.Name)]
public sealed class TorchModuleConverterTests
{
    private static readonly FeatureShape Shape = new(3, 8, 8);

    [Fact]
    public void Convert_NestedSequential_RunsShipsAndNamesItsWeightsAsTheModule()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(
            ("features", nn.Sequential(
                nn.Conv2d(3, 8, 3, padding: 1, bias: false), nn.BatchNorm2d(8, eps: 1e-3), nn.ReLU(),
                nn.Conv2d(8, 8, 3, stride: 2, padding: 1, groups: 8), nn.SiLU(),
                nn.Identity(), nn.BatchNorm2d(8), nn.GELU(), nn.Dropout(0.5),
                nn.MaxPool2d(3, stride: 2, padding: 1), nn.ReLU6(),
                nn.AvgPool2d(2, ceil_mode: true, count_include_pad: false), nn.Hardswish(), nn.Hardsigmoid())),
            ("pool", nn.AdaptiveAvgPool2d(1)),
            ("flatten", nn.Flatten()),
            ("head", nn.Linear(8, 5)),
            ("gate", nn.Sigmoid()));
        module.eval();
        Tensors.Disturb(module.state_dict(), seed: 3);
        var input = Tensors.Normal(1, Shape.WithBatch(3));

        using var converted = TorchModuleConverter.Convert(module, Shape);

        var expected = module.forward(input);
        Tensors.AssertClose(expected, converted.Run(input).flatten(1), 1e-5);
        using var session = new OnnxSession(OnnxExporter.Export(converted));
        Tensors.AssertClose(expected, session.Run(input).flatten(1), 1e-4);
        Assert.Equal(module.state_dict().Keys.Order(), converted.state_dict().Keys.Order());
        Assert.Equal(module.parameters().Sum(parameter => parameter.numel()), converted.Cost.Parameters);
    }

    [Fact]
    public void Convert_FlattenedMap_BecomesAConvolutionAsLargeAsTheMap()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(
            nn.Conv2d(3, 4, 5), nn.ReLU(), nn.Flatten(), nn.Linear(4 * 4 * 4, 6), nn.ReLU(), nn.Linear(6, 2, hasBias: false));
        var input = Tensors.Normal(1, Shape.WithBatch(2));

        using var converted = TorchModuleConverter.Convert(module, Shape);

        Tensors.AssertClose(module.forward(input), converted.Run(input).flatten(1), 1e-5);
        Assert.Equal(new FeatureShape(2, 1, 1), converted.Cost.Output);
    }

    [Fact]
    public void Convert_NormWithoutWeights_HasOnesThatDoNothing()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4, affine: false));
        module.eval();
        var input = Tensors.Normal(1, Shape.WithBatch(2));

        using var converted = TorchModuleConverter.Convert(module, Shape);

        Tensors.AssertClose(module.forward(input), converted.Run(input), 1e-5);
    }

    public static TheoryData<string, string, string> Unsupported => new(
        ("1.0", "GroupNorm", "no such module"),
        ("1.0", "Block", "no such module"),
        ("1.0", "Hardtanh", "runs it as the identity"),
        ("1.0", "Conv2d", "padding mode 'Circular'"),
        ("1.0", "Softmax", "before the softmax"),
        ("1.0", "Softplus", "only a beta of 1"),
        ("1.0", "GELU", "only the exact form"),
        ("1.0", "AdaptiveMaxPool2d", "5×5 does not divide [3, 8, 8]"),
        ("1.0", "ZeroPad2d", "cuts the map"),
        ("1.0", "BatchNorm2d", "no running statistics"));

    [Theory]
    [MemberData(nameof(Unsupported))]
    public void Define_PartThatCannotShip_NamesPathTypeAndReason(string path, string type, string reason)
    {
        using nn.Module<Tensor, Tensor> part = (type, reason) switch
        {
            ("GroupNorm", _) => nn.GroupNorm(3, 3),
            ("Block", _) => new Block(),
            ("Hardtanh", _) => nn.Hardtanh(-0.5, 0.5),
            ("Conv2d", _) => nn.Conv2d(3, 3, 3, padding: 1, padding_mode: PaddingModes.Circular),
            ("Softmax", _) => nn.Softmax(1),
            ("Softplus", _) => nn.Softplus(beta: 2),
            ("GELU", _) => nn.GELU(GELU.Approximate.tanh),
            ("AdaptiveMaxPool2d", _) => nn.AdaptiveMaxPool2d([5, 5]),
            ("ZeroPad2d", _) => nn.ZeroPad2d(-1),
            _ => nn.BatchNorm2d(3, track_running_stats: false),
        };
        using var module = nn.Sequential(nn.ReLU(), nn.Sequential(part));

        var error = Assert.Throws<UnsupportedModuleException>(() => TorchModuleConverter.Define(module, Shape));

        Assert.Equal((path, type), (error.Path, error.ModuleType));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{path}' ({type})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Define_WindowLargerThanTheMap_NamesTheModule()
    {
        using var module = nn.Sequential(("body", nn.Sequential(("pool", nn.MaxPool2d(9)))));

        var error = Assert.Throws<ArgumentException>(() => TorchModuleConverter.Define(module, Shape));

        Assert.Contains("'body.pool'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Define_ShapesThatDoNotMeet_NameThePart()
    {
        using var linear = nn.Sequential(nn.Flatten(), nn.Linear(100, 2));
        using var norm = nn.Sequential(nn.BatchNorm2d(4));
        using var conv = nn.Sequential(nn.Conv2d(4, 4, 3));
        using var unflattened = nn.Sequential(nn.Linear(3 * 64, 2));

        Assert.Contains("'1' takes 100", Fails(linear).Message, StringComparison.Ordinal);
        Assert.Contains("'0' takes 4 channels", Fails(conv).Message, StringComparison.Ordinal);
        Assert.Contains("'0' norms 4", Fails(norm).Message, StringComparison.Ordinal);
        Assert.Contains("Flatten it before", Fails(unflattened).Message, StringComparison.Ordinal);

        static ArgumentException Fails(nn.Module<Tensor, Tensor> module) =>
            Assert.Throws<ArgumentException>(() => TorchModuleConverter.Define(module, Shape));
    }

    [Fact]
    public void ModuleOperation_InLayers_KeepsEveryPromise()
    {
        var operation = new ModuleOperation("my_pair", layer => nn.Sequential(
            nn.Conv2d(layer.Input.Channels, 8, 3, stride: layer.Stride, padding: 1, bias: false),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.Conv2d(8, layer.Output.Channels, 1)));

        OperationChecks.Check(operation, LayerKind.Of("keeps_8_7x7_s1"));
        OperationChecks.Check(operation, LayerKind.Of("grows_8_14x14_s1"));
        OperationChecks.Check(operation, LayerKind.Of("keeps_20_14x14_s2"));
        Assert.IsType<Residual>(operation.Define(LayerKind.Of("keeps_8_7x7_s1")));
    }

    [Fact]
    public void ModuleOperation_WrongShape_NamesOperationLayerAndShapes()
    {
        var operation = new ModuleOperation("narrow", layer => nn.Conv2d(layer.Input.Channels, 1, 1));

        var error = Assert.Throws<ArgumentException>(() => operation.Define(LayerKind.Of("grows_8_14x14_s1")));

        Assert.Contains("'narrow' turns [8, 14, 14] into [1, 14, 14]", error.Message, StringComparison.Ordinal);
        Assert.Contains("grows_8_14x14_s1", error.Message, StringComparison.Ordinal);
    }

    // TorchSharp issue 1112: a class derived from Sequential need not run its children in a row.
    [Fact]
    public void Convert_DerivedSequential_IsRefusedByItsPath()
    {
        using var shortcut = new Shortcut(nn.Conv2d(3, 3, 3, padding: 1));
        using var nested = nn.Sequential(nn.ReLU(), new Shortcut(nn.Conv2d(3, 3, 3, padding: 1)));

        Assert.Equal(("", "Shortcut"), Refusal(() => TorchModuleConverter.Convert(shortcut, Shape)));
        Assert.Equal(("1", "Shortcut"), Refusal(() => TorchModuleConverter.Convert(nested, Shape)));
        Assert.Equal(("1", "Shortcut"), Refusal(() => TorchModuleConverter.Define(nested, Shape)));
    }

    [Fact]
    public void Convert_ModuleWithAHook_IsRefusedSinceItComputesSomethingElse()
    {
        using var module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU());
        _ = ((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) => output.add(1.0));

        var error = Assert.Throws<UnsupportedModuleException>(() => TorchModuleConverter.Convert(module, Shape));

        Assert.Contains("outputs differ by up to", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Convert_AnyMode_LeavesEachModuleInItsOwn(bool isTraining)
    {
        var norm = nn.BatchNorm2d(4);
        using var module = nn.Sequential(nn.Conv2d(3, 4, 3), norm);
        module.train(isTraining);
        norm.train(!isTraining);
        using var before = norm.running_mean!.clone();

        using var converted = TorchModuleConverter.Convert(module, Shape);

        Assert.Equal((isTraining, !isTraining), (module.training, norm.training));
        Assert.True(before.equal(norm.running_mean).all().item<bool>());
    }

    [Fact]
    public void Convert_ModuleInFloat64_RunsAsItDoesUpToRounding()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU());
        module.to(float64);
        module.eval();
        var input = Tensors.Normal(1, Shape.WithBatch(2));

        using var converted = TorchModuleConverter.Convert(module, Shape);

        Tensors.AssertClose(module.forward(input.to(float64)).to(float32), converted.Run(input), 1e-5);
    }

    [Fact]
    public void Convert_AsAWholeLayer_TakesItsPlaceInANetwork()
    {
        using var scope = NewDisposeScope();
        using var network = SmallNetwork.Build();
        var layer = network.Layers[0].Info;
        using var module = nn.Sequential(
            nn.Conv2d(layer.Input.Channels, layer.Output.Channels, 3, stride: layer.Stride, padding: 1), nn.ReLU());
        using var converted = TorchModuleConverter.Convert(module, layer.Input);
        var images = Tensors.Normal(1, network.Input.WithBatch(2));

        using var student = network.With(new Dictionary<int, LanaModule> { [0] = converted });

        Tensors.AssertClose(network.RunAfter(network.Trace(images), 0, module.forward(network.Module(NetworkDefinition.StemName).Run(images))), student.Run(images), 1e-5);
        using var session = new OnnxSession(OnnxExporter.Export(student));
        Tensors.AssertClose(student.Run(images), session.Run(images), 1e-4);
    }

    private static (string Path, string Type) Refusal(Action convert)
    {
        var error = Assert.Throws<UnsupportedModuleException>(convert);
        return (error.Path, error.ModuleType);
    }

    private sealed class Shortcut(params nn.Module<Tensor, Tensor>[] modules) : Sequential(modules)
    {
        public override Tensor forward(Tensor input) => input + base.forward(input);
    }

    private sealed class Block() : nn.Module<Tensor, Tensor>(nameof(Block))
    {
        public override Tensor forward(Tensor input) => input.alias();
    }
}
