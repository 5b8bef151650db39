using Lana.Models;

namespace Lana.Weights;

[Collection(TorchCollection.Name)]
public sealed class WeightMapTests
{
    private static readonly NetworkOptions Narrow = new() { Width = 0.1, Resolution = 32, Classes = 3 };

    // Names and shapes that torchvision's own efficientnet_b0 and timm's mobilenetv2_100 have.
    [Theory]
    [InlineData("features.0.0.weight", "conv_stem.weight")]
    [InlineData("features.0.1.running_var", "bn1.running_var")]
    [InlineData("features.1.0.block.0.0.weight", "blocks.0.0.conv_dw.weight")]
    [InlineData("features.1.0.block.1.fc2.bias", "blocks.0.0.se.conv_expand.bias")]
    [InlineData("features.1.0.block.2.1.weight", "blocks.0.0.bn2.weight")]
    [InlineData("features.2.1.block.0.0.weight", "blocks.1.1.conv_pw.weight")]
    [InlineData("features.4.2.block.1.0.weight", "blocks.3.2.conv_dw.weight")]
    [InlineData("features.7.0.block.3.1.num_batches_tracked", "blocks.6.0.bn3.num_batches_tracked")]
    [InlineData("features.8.0.weight", "conv_head.weight")]
    [InlineData("features.8.1.bias", "bn2.bias")]
    [InlineData("classifier.1.bias", "classifier.bias")]
    [InlineData("something.else", "something.else")]
    public void ToOurs_TorchvisionEfficientNet_TranslatesBothWays(string theirs, string ours) =>
        AssertTranslates(WeightMap.TorchvisionEfficientNet, theirs, ours);

    [Theory]
    [InlineData("conv_stem.weight", "features.0.0.weight")]
    [InlineData("blocks.0.0.conv_pw.weight", "features.1.conv.1.weight")]
    [InlineData("blocks.1.0.conv_pw.weight", "features.2.conv.0.0.weight")]
    [InlineData("blocks.2.1.bn2.bias", "features.5.conv.1.1.bias")]
    [InlineData("blocks.6.0.conv_pwl.weight", "features.17.conv.2.weight")]
    [InlineData("conv_head.weight", "features.18.0.weight")]
    [InlineData("classifier.weight", "classifier.1.weight")]
    public void ToOurs_TimmMobileNetV2_TranslatesBothWays(string theirs, string ours) =>
        AssertTranslates(WeightMap.TimmMobileNetV2, theirs, ours);

    // Names that timm's mobilenetv3_large_100 and mobilenetv3_small_100 have.
    [Theory]
    [InlineData("blocks.0.0.conv_dw.weight", "features.1.block.0.0.weight")]
    [InlineData("blocks.0.0.bn2.bias", "features.1.block.1.1.bias")]
    [InlineData("blocks.1.1.conv_pwl.weight", "features.3.block.2.0.weight")]
    [InlineData("blocks.2.0.se.conv_reduce.weight", "features.4.block.2.fc1.weight")]
    [InlineData("blocks.5.2.bn3.running_mean", "features.15.block.3.1.running_mean")]
    [InlineData("blocks.6.0.conv.weight", "features.16.0.weight")]
    [InlineData("conv_head.bias", "classifier.0.bias")]
    [InlineData("classifier.weight", "classifier.3.weight")]
    public void ToOurs_TimmMobileNetV3Large_TranslatesBothWays(string theirs, string ours) =>
        AssertTranslates(WeightMap.TimmMobileNetV3Large, theirs, ours);

    [Theory]
    [InlineData("resnet.embedder.embedder.convolution.weight", "conv1.weight")]
    [InlineData("resnet.encoder.stages.0.layers.0.shortcut.normalization.running_var", "layer1.0.downsample.1.running_var")]
    [InlineData("resnet.encoder.stages.3.layers.2.layer.2.normalization.bias", "layer4.2.bn3.bias")]
    [InlineData("resnet.encoder.stages.2.layers.5.layer.0.convolution.weight", "layer3.5.conv1.weight")]
    [InlineData("classifier.1.weight", "fc.weight")]
    public void ToOurs_HuggingFaceResNet_TranslatesBothWays(string theirs, string ours) =>
        AssertTranslates(WeightMap.HuggingFaceResNet, theirs, ours);

    [Theory]
    [InlineData("stage{s+2}_{r}.w", "block{s}.{r}.w", "stage5_0.w.bias", "block3.0.w.bias")]
    [InlineData("encoder", "", "encoder.conv1.weight", "conv1.weight")]
    [InlineData("", "student", "conv1.weight", "student.conv1.weight")]
    public void ToOurs_OwnRows_TranslateBothWays(string from, string to, string theirs, string ours) =>
        AssertTranslates(new WeightMap([(from, to)]), theirs, ours);

    [Theory]
    [InlineData("stage1_0.w")]
    [InlineData("stage02_0.w")]
    [InlineData("stage2_0.wide")]
    [InlineData("stage2_٣.w")]
    [InlineData("stage2_9999999999.w")]
    public void ToOurs_NameThatDoesNotFit_StaysAsItIs(string name) =>
        Assert.Equal(name, new WeightMap([("stage{s+2}_{r}.w", "block{s}.{r}.w")]).ToOurs(name));

    // Every name of the network takes part, no two fall together, and the way back is the way there.
    [Theory]
    [InlineData("efficientnet_b0", "features.")]
    [InlineData("efficientnet_b4", "features.")]
    [InlineData("mobilenet_v2", "blocks.")]
    [InlineData("mobilenet_v3_large", "blocks.")]
    [InlineData("mobilenet_v3_small", "blocks.")]
    [InlineData("resnet18", "resnet.")]
    [InlineData("resnet50", "resnet.")]
    public void ToTheirs_AllNamesOfANetwork_ComeBack(string name, string prefix)
    {
        // Narrower, blocks of MobileNet V3 expand nothing, which numbers their parts otherwise.
        using var network = ModelRegistry.Create(name, Narrow with { Width = 0.5 });
        var map = name switch
        {
            "mobilenet_v2" => WeightMap.TimmMobileNetV2,
            "mobilenet_v3_large" => WeightMap.TimmMobileNetV3Large,
            "mobilenet_v3_small" => WeightMap.TimmMobileNetV3Small,
            "resnet18" or "resnet50" => WeightMap.HuggingFaceResNet,
            _ => WeightMap.TorchvisionEfficientNet,
        };
        var ours = network.State.Select(pair => pair.Key).ToList();

        var theirs = ours.Select(map.ToTheirs).ToList();

        Assert.Equal(ours.Count, theirs.Distinct().Count());
        Assert.Empty(theirs.Intersect(ours));
        Assert.True(theirs.Count(key => key.StartsWith(prefix, StringComparison.Ordinal)) > 0.9 * theirs.Count);
        Assert.Equal(ours, theirs.Select(map.ToOurs));
    }

    [Fact]
    public void Load_FileWithOtherNames_GivesTheSameNetwork()
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("efficientnet_b0", Narrow, seed: 1);
        using var other = ModelRegistry.Create("efficientnet_b0", Narrow, seed: 2);
        var path = scratch.File("torchvision.safetensors");
        ModuleWeights.Save(network, path, map: WeightMap.TorchvisionEfficientNet);

        var refused = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(other, path));
        var report = ModuleWeights.Load(other, path, new WeightLoadOptions { Map = WeightMap.TorchvisionEfficientNet });

        Assert.Contains("extra: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("features.0.0.weight", refused.Message, StringComparison.Ordinal);
        Assert.Equal(network.State.Count(), report.Loaded);
        Assert.Equal(ModuleWeights.Fingerprint(network), ModuleWeights.Fingerprint(other));
    }

    [Fact]
    public void Load_MapThatMergesNames_NamesBoth()
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("resnet20", Narrow);
        var path = scratch.File("network.safetensors");
        ModuleWeights.Save(network, path);
        var before = ModuleWeights.Fingerprint(network);
        var options = new WeightLoadOptions { Map = new WeightMap([("layer1.{b}.bn1", "layer1.{b}.bn2")]) };

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path, options));

        Assert.Contains("layer1.0.bn1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("layer1.0.bn2.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, ModuleWeights.Fingerprint(network));
    }

    // What takes a name and what had it before, where the map gives that another name too.
    [Fact]
    public void Load_MapThatMovesNamesInTurn_NamesBoth()
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("resnet20", Narrow);
        var path = scratch.File("network.safetensors");
        ModuleWeights.Save(network, path);
        var options = new WeightLoadOptions
        {
            Map = new WeightMap([("layer1.{b}.bn1", "layer1.{b}.bn2"), ("layer1.{b}.bn2", "layer1.{b}.other")]),
        };

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path, options));

        Assert.Contains("layer1.0.bn1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("layer1.0.bn2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_RowsThatCannotBeReadBackwards_Throws()
    {
        Assert.Throws<ArgumentException>(() => new WeightMap([("a.{x}", "b")]));
        Assert.Throws<ArgumentException>(() => new WeightMap([("a.{x}.{x}", "b.{x}.{x}")]));
        Assert.Throws<ArgumentException>(() => new WeightMap([("", "")]));
        Assert.Throws<ArgumentException>(() => new WeightMap([("a.{x}{y}", "b.{x}.{y}")]));
        Assert.Throws<FormatException>(() => new WeightMap([("a.{x+y}", "b.{x}")]));
    }

    private static void AssertTranslates(WeightMap map, string theirs, string ours)
    {
        Assert.Equal(ours, map.ToOurs(theirs));
        Assert.Equal(theirs, map.ToTheirs(ours));
        Assert.Equal(theirs, map.Reversed.ToOurs(ours));
    }
}
