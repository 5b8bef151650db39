using Lana.Definitions;
using Lana.Modules;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Models;

[Collection(TorchCollection.Name)]
public sealed class ModelRegistryTests
{
    // Counted by the authors' own code: timm 0.9.16 and torchvision 0.20; akamaster's README for CIFAR.
    private static readonly Dictionary<string, long> Published = new()
    {
        ["efficientnet_b0"] = 5_288_548,
        ["efficientnet_b1"] = 7_794_184,
        ["efficientnet_b2"] = 9_109_994,
        ["efficientnet_b3"] = 12_233_232,
        ["efficientnet_b4"] = 19_341_616,
        ["efficientnet_b5"] = 30_389_784,
        ["efficientnet_b6"] = 43_040_704,
        ["efficientnet_b7"] = 66_347_960,
        ["efficientnet_b8"] = 87_413_142,
        ["efficientnet_l2"] = 480_309_308,
        ["efficientnetv2_b0"] = 7_139_704,
        ["efficientnetv2_b1"] = 8_141_052,
        ["efficientnetv2_b2"] = 10_096_086,
        ["efficientnetv2_b3"] = 14_358_406,
        ["efficientnetv2_s"] = 21_458_488,
        ["efficientnetv2_m"] = 54_139_356,
        ["efficientnetv2_l"] = 118_515_272,
        ["efficientnetv2_xl"] = 208_119_808,
        ["efficientnetv2_rw_s"] = 23_941_296,
        ["resnest14d"] = 10_611_688,
        ["resnest26d"] = 17_069_448,
        ["resnest50d"] = 27_483_240,
        ["resnest50d_1s4x24d"] = 25_677_000,
        ["resnest50d_4s2x40d"] = 30_417_592,
        ["resnest101e"] = 48_275_016,
        ["resnest200e"] = 70_201_544,
        ["resnest269e"] = 110_929_480,
        ["resnet20"] = 269_722,
        ["resnet32"] = 464_154,
        ["resnet44"] = 658_586,
        ["resnet56"] = 853_018,
        ["resnet110"] = 1_727_962,
        ["resnet18"] = 11_689_512,
        ["resnet34"] = 21_797_672,
        ["resnet50"] = 25_557_032,
        ["resnet101"] = 44_549_160,
        ["mobilenet_v2"] = 3_504_872,
        ["mobilenet_v3_small"] = 2_542_856,
        ["mobilenet_v3_large"] = 5_483_032,
    };

    // The authors' own counts, as torchvision 0.20 lists them with its weights.
    [Theory]
    [InlineData("efficientnet_b0", 0.386)]
    [InlineData("resnet18", 1.814)]
    [InlineData("resnet34", 3.664)]
    [InlineData("resnet50", 4.089)]
    [InlineData("resnet101", 7.801)]
    [InlineData("mobilenet_v2", 0.301)]
    [InlineData("mobilenet_v3_small", 0.057)]
    [InlineData("mobilenet_v3_large", 0.217)]
    public void Describe_NetworkAt224_CountsThePublishedMacs(string name, double billions) =>
        Assert.Equal(billions, ModelRegistry.Describe(name).Macs / 1e9, 0.0005);

    public static TheoryData<string> All => new(ModelRegistry.List());

    [Theory]
    [MemberData(nameof(All))]
    public void Describe_EveryNetwork_CountsThePublishedParameters(string name)
    {
        var key = name.StartsWith("tf_", StringComparison.Ordinal) ? name[3..] : name;

        var description = ModelRegistry.Describe(name);

        Assert.Equal(name, description.Name);
        Assert.Equal(Published[key], description.Parameters);
        Assert.Equal(description.Layers, description.ReplaceableLayers);
        Assert.InRange(description.ShapeKeepingLayers, 0, description.Layers - 1);
    }

    // As narrow as can be: names do not depend on the width, and building refuses a name that occurs twice.
    [Theory]
    [MemberData(nameof(All))]
    public void Create_EveryNetwork_HasUniqueNamesAndRuns(string name)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var options = new NetworkOptions { Width = 0.02, Resolution = 48, InputChannels = 1, Classes = 7 };

        using var network = ModelRegistry.Create(name, options, seed: 1);
        using var logits = network.Run(Tensors.Normal(1, 2, 1, 48, 48), RunMode.BatchStatistics);

        Assert.Equal([2, 7], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
        Assert.Equal(name, network.Name);
    }

    [Theory]
    [InlineData("efficientnet_b0")]
    [InlineData("tf_efficientnet_b0")]
    [InlineData("tf_efficientnetv2_b0")]
    [InlineData("resnest14d")]
    public void Create_NetworkOfAReference_ReproducesIt(string name) => Reference.Check(name);

    [Theory]
    [InlineData("efficientnet_b1", 0.3, 0.5)]
    [InlineData("tf_efficientnet_b0", 0.3, 1.0)]
    [InlineData("tf_efficientnetv2_b1", 0.3, 0.6)]
    [InlineData("efficientnetv2_rw_s", 0.3, 0.3)]
    [InlineData("resnest26d", 0.2, 0.6)]
    [InlineData("resnest50d_1s4x24d", 0.3, 0.5)]
    [InlineData("resnest50d_4s2x40d", 0.2, 0.5)]
    [InlineData("resnet18", 0.2, 0.8)]
    [InlineData("resnet50", 0.2, 0.6)]
    [InlineData("resnet20", 0.5, 0.6)]
    [InlineData("mobilenet_v2", 0.3, 0.6)]
    [InlineData("mobilenet_v3_small", 0.4, 1.2)]
    [InlineData("mobilenet_v3_large", 0.4, 0.6)]
    public void Define_SmallForm_KeepsEveryPromise(string name, double width, double depth)
    {
        set_num_threads(1);
        NetworkChecks.Check(ModelRegistry.Define(name, new NetworkOptions
        {
            Width = width,
            Depth = depth,
            Resolution = 38,
            StemStride = 1,
            InputChannels = 2,
            Classes = 5,
        }));
    }

    [Fact]
    public void List_WithPattern_GivesMatchingNames()
    {
        Assert.Equal(10, ModelRegistry.List("efficientnet_*").Count);
        Assert.Equal(["tf_efficientnetv2_b0", "tf_efficientnetv2_b1", "tf_efficientnetv2_b2", "tf_efficientnetv2_b3"],
            ModelRegistry.List("tf_efficientnetv2_b?"));
        Assert.Empty(ModelRegistry.List("vgg*"));
        Assert.Equal(ModelRegistry.List().Distinct(), ModelRegistry.List());
    }

    [Fact]
    public void Define_UnknownName_ListsTheNearest()
    {
        var error = Assert.Throws<ArgumentException>(() => ModelRegistry.Define("tf_eficientnet_b2"));

        Assert.Contains("tf_efficientnet_b2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ModelRegistry.Create("B0"));
        Assert.Throws<ArgumentException>(() => ModelRegistry.Describe(""));
    }

    [Fact]
    public void Define_SenselessOptions_Throws()
    {
        NetworkOptions[] senseless =
        [
            new() { Classes = 0 },
            new() { Resolution = 0 },
            new() { InputChannels = 0 },
            new() { StemStride = 3 },
            new() { Width = 0.0 },
            new() { Width = double.NaN },
            new() { Depth = -1.0 },
            new() { DropoutRate = 1.0 },
            new() { DropPathRate = -0.1 },
            new() { NormEpsilon = 0.0 },
            new() { NormEpsilon = double.NaN },
        ];

        Assert.All(
            senseless, options => Assert.Throws<ArgumentException>(() => ModelRegistry.Define("efficientnet_b0", options)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Define_WithHeightAndWidth_HasLayersOfTheseProportions(string name)
    {
        var options = new NetworkOptions { Width = 0.1, Resolution = new SpatialSize(64, 192) };

        var network = ModelRegistry.Define(name, options);

        Assert.Equal(new FeatureShape(3, 64, 192), network.Input);
        Assert.All(network.Layers, layer => Assert.Equal(3 * layer.Output.Height, layer.Output.Width));
        Assert.Equal(1, network.Cost.Output.Positions);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Define_WithNormEpsilon_GivesItToEveryNorm(string name)
    {
        var options = new NetworkOptions { Width = 0.1 };

        var changed = ModelRegistry.Define(name, options with { NormEpsilon = 2e-4 });

        Definition[] parts = [.. changed.Nodes.Select(node => node.Definition!)];
        var norms = parts.SelectMany(Definitions).OfType<Conv>().Where(conv => conv.Norm is not null).ToList();
        Assert.NotEmpty(norms);
        Assert.All(norms, conv => Assert.Equal(2e-4, conv.NormEpsilon));
        Assert.Equal(ModelRegistry.Define(name, options).Cost, changed.Cost);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Define_WithDropRates_ChangesOnlyTraining(string name)
    {
        var options = new NetworkOptions { Width = 0.1 };
        var plain = ModelRegistry.Define(name, options);

        var dropping = ModelRegistry.Define(name, options with { DropoutRate = 0.2, DropPathRate = 0.3 });

        Assert.NotEqual(plain.Fingerprint, dropping.Fingerprint);
        Assert.Equal(plain.Cost with { ActivationBytes = 0 }, dropping.Cost with { ActivationBytes = 0 });
        Assert.Equal(0.2, Definitions(dropping.Head()).OfType<Dropout>().Single().Rate);
        var rates = DropPaths(dropping).Select(path => path.Rate).ToList();
        Assert.Equal(rates.Order(), rates);
        Assert.InRange(rates[^1], 0.2, 0.3);
        Assert.Empty(DropPaths(plain));
    }

    // ResNets begin as published.
    public static TheoryData<string> ZeroInitialised => new(ModelRegistry.List().Where(name =>
        !name.StartsWith("resnet", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(ZeroInitialised))]
    public void Create_NetworkWithZeroInitialisedResiduals_BeginsAsShallowAsItsShortcuts(string name) =>
        Assert.NotEqual(0, CountZeroInitialised(name, new NetworkOptions { Width = 0.02, Depth = 2.0, Resolution = 32 }));

    [Fact]
    public void Create_ResNeSt_BeginsAsShallowAsItsShortcuts() =>
        Assert.Equal(12, CountZeroInitialised("resnest50d", new NetworkOptions { Width = 0.1, Resolution = 48 }));

    // The layers that keep their shape, all of which are asked to change nothing.
    private static int CountZeroInitialised(string name, NetworkOptions options)
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var network = ModelRegistry.Create(name, options, seed: 1);

        using var trace = network.Trace(Tensors.Normal(2, network.Definition.Input.WithBatch(1)));

        var kept = network.Layers.Select(layer => layer.Info).Where(layer => layer.KeepsShape).ToList();
        Assert.All(kept, layer => Tensors.AssertEqual(trace.Input(layer.Index), trace.Output(layer.Index)));
        return kept.Count;
    }

    private static IEnumerable<DropPath> DropPaths(NetworkDefinition definition) =>
        definition.Layers.SelectMany(layer => Definitions(layer.Definition)).OfType<DropPath>();

    private static IEnumerable<Definition> Definitions(Definition definition) => definition switch
    {
        Chain chain => chain.Parts.SelectMany(Definitions),
        Residual residual => Definitions(residual.Body),
        Sum sum => sum.Branches.SelectMany(Definitions),
        Gate gate => Definitions(gate.Body),
        _ => [definition],
    };
}
