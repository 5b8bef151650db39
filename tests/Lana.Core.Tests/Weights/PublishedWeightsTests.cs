using Lana.Models;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Weights;

/// <summary>Weights as people publish them: under prefixes, with other shapes, types and company.</summary>
[Collection(TorchCollection.Name)]
public sealed class PublishedWeightsTests : IDisposable
{
    private static readonly NetworkOptions Small = new() { Width = 0.5, Resolution = 32, Classes = 10 };
    private readonly Scratch _scratch = new();
    private readonly Network _trained = ModelRegistry.Create("resnet20", Small, seed: 1);
    private readonly Network _network = ModelRegistry.Create("resnet20", Small, seed: 2);

    public void Dispose()
    {
        _trained.Dispose();
        _network.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("model.")]
    [InlineData("backbone.")]
    [InlineData("_orig_mod.module.")]
    [InlineData("ema_model.ma_model.net.")]
    [InlineData("layer1.")]
    public void Load_PrefixOfAllTensors_IsRemovedAndReported(string prefix)
    {
        var path = Write(State(prefix));

        var report = ModuleWeights.Load(_network, path);

        AssertLoaded();
        Assert.Equal(prefix, report.Prefix);
        Assert.Contains($"prefix '{prefix}' removed", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PrefixOfTheBodyAlone_IsRemoved()
    {
        var path = Write(State("backbone.").Select(pair => KeyValuePair.Create(
            pair.Key.Replace("backbone.linear", "linear", StringComparison.Ordinal), pair.Value)));

        var report = ModuleWeights.Load(_network, path);

        AssertLoaded();
        Assert.Equal("backbone.", report.Prefix);
    }

    [Fact]
    public void Load_NetworkAndItsAverage_AsksForThePrefix()
    {
        var path = Write(State("ema.").Concat(State("model.")));
        var before = ModuleWeights.Fingerprint(_network);

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(_network, path));

        Assert.Contains("2 times, under the prefixes ema., model.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, ModuleWeights.Fingerprint(_network));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("model.")]
    public void Load_ChosenPrefix_LeavesTheAverageOut(string prefix)
    {
        using var average = ModelRegistry.Create("resnet20", Small, seed: 3);
        var path = Write(State("ema.", average).Concat(State("model.")));
        var options = new WeightLoadOptions { Prefix = prefix };

        var refused = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(_network, path, options));
        var report = ModuleWeights.Load(_network, path, options with { Ignore = ["ema.*"] });

        Assert.Contains($"{_network.State.Count()} extra: ema.", refused.Message, StringComparison.Ordinal);
        AssertLoaded();
        Assert.Equal(_network.State.Count(), report.Ignored.Length);
    }

    [Fact]
    public void Load_EmptyPrefix_RemovesNone()
    {
        var path = Write(State("module."));

        var error = Assert.Throws<SafetensorsException>(
            () => ModuleWeights.Load(_network, path, new WeightLoadOptions { Prefix = "" }));

        Assert.Contains("missing: conv1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("extra: module.conv1.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ExtraTensors_AreRefusedUnlessTheyAreIgnored()
    {
        using var scope = NewDisposeScope();
        var path = Write(State("model.")
            .Append(new("model.projector.0.weight", zeros(4, 4)))
            .Append(new("loss.weight", zeros(10))));

        var refused = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(_network, path));
        var report = ModuleWeights.Load(
            _network, path, new WeightLoadOptions { Ignore = ["projector.*", "loss.weight"] });

        Assert.Contains("2 extra: model.projector.0.weight, loss.weight.", refused.Message, StringComparison.Ordinal);
        AssertLoaded();
        Assert.Equal(["loss.weight", "model.projector.0.weight"], report.Ignored.Order(StringComparer.Ordinal));
        Assert.Contains(", ignored: ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PatternThatMatchesANeededTensor_LoadsItAllTheSame()
    {
        var report = ModuleWeights.Load(_network, Write(State("")), new WeightLoadOptions { Ignore = ["*"] });

        AssertLoaded();
        Assert.Empty(report.Ignored);
    }

    [Fact]
    public void Load_LinearLayerStoredAsConvolution_IsReshapedAndReported()
    {
        using var scope = NewDisposeScope();
        var path = Write(State("").Select(pair => pair.Key == "linear.weight"
            ? KeyValuePair.Create(pair.Key, pair.Value.view(10, -1, 1, 1))
            : pair));

        var report = ModuleWeights.Load(_network, path);

        AssertLoaded();
        Assert.Equal(["linear.weight"], report.Reshaped);
    }

    [Fact]
    public void Load_TransposedTensor_IsRefused()
    {
        using var scope = NewDisposeScope();
        var path = Write(State("").Select(pair => pair.Key == "linear.weight"
            ? KeyValuePair.Create(pair.Key, pair.Value.t().contiguous())
            : pair));

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(_network, path));

        Assert.Contains("linear.weight is [32, 10], not [10, 32]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WeightType.I8)]
    [InlineData(WeightType.I16)]
    [InlineData(WeightType.I32)]
    [InlineData(WeightType.U8)]
    [InlineData(WeightType.U16)]
    [InlineData(WeightType.U32)]
    [InlineData(WeightType.U64)]
    public void Load_CountersOfAnotherIntegerType_KeepTheirValues(WeightType type)
    {
        var path = _scratch.File("counters.safetensors");
        byte[] hundred = [100, 0, 0, 0, 0, 0, 0, 0];
        SafetensorsWriter.Write(path, _trained.State.Select(pair => pair.Value.dtype == ScalarType.Int64
            ? new TensorData(pair.Key, type, [1], stream => stream.Write(hundred, 0, WeightLayout.SizeOf(type)))
            : TensorData.FromSingles(pair.Key, pair.Value.shape, pair.Value.detach().contiguous().data<float>().ToArray())));

        ModuleWeights.Load(_network, path);

        Assert.All(
            _network.State.Where(pair => pair.Value.dtype == ScalarType.Int64),
            pair => Assert.Equal(100L, pair.Value.item<long>()));
    }

    [Theory]
    [InlineData("F8_E4M3", 1)]
    [InlineData("C64", 8)]
    public void Load_TypeThatIsNotRead_IsRefusedByName(string type, int size)
    {
        var path = _scratch.File("types.safetensors");
        var header = $$$"""{"conv1.weight":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[0,{{{size}}}]}}""";
        File.WriteAllBytes(
            path,
            [.. BitConverter.GetBytes((ulong)header.Length), .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[size]]);

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(_network, path));

        Assert.Contains("conv1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains($"does not read its dtype '{type}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TimmMobileNetV3_ReshapesItsHead()
    {
        var options = Small with { Width = 0.25, NormEpsilon = 1e-5 };
        using var trained = ModelRegistry.Create("mobilenet_v3_large", options, seed: 1);
        using var network = ModelRegistry.Create("mobilenet_v3_large", options, seed: 2);
        using var scope = NewDisposeScope();
        var path = _scratch.File("timm.safetensors");
        ModuleWeights.Write(
            trained.State.Select(pair => KeyValuePair.Create(
                WeightMap.TimmMobileNetV3Large.ToTheirs(pair.Key),
                pair.Key == "classifier.0.weight" ? pair.Value.unsqueeze(-1).unsqueeze(-1) : pair.Value)),
            path);

        var report = ModuleWeights.Load(
            network, path, new WeightLoadOptions { Map = WeightMap.TimmMobileNetV3Large });

        Assert.Equal(["classifier.0.weight"], report.Reshaped);
        Assert.Equal(ModuleWeights.Fingerprint(trained), ModuleWeights.Fingerprint(network));
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> State(string prefix, Network network) =>
        network.State.Select(pair => KeyValuePair.Create(prefix + pair.Key, pair.Value));

    private IEnumerable<KeyValuePair<string, Tensor>> State(string prefix) => State(prefix, _trained);

    private string Write(IEnumerable<KeyValuePair<string, Tensor>> state)
    {
        var path = _scratch.File("published.safetensors");
        ModuleWeights.Write(state, path);
        return path;
    }

    private void AssertLoaded() =>
        Assert.Equal(ModuleWeights.Fingerprint(_trained), ModuleWeights.Fingerprint(_network));
}
