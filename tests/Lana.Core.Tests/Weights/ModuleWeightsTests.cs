using Lana.Definitions;
using Lana.Models;
using static TorchSharp.torch;

namespace Lana.Weights;

[Collection(TorchCollection.Name)]
public sealed class ModuleWeightsTests
{
    private static readonly FeatureShape Shape = new(3, 4, 4);

    [Fact]
    public void Load_WhatWasSaved_GivesTheSameNetwork()
    {
        using var scratch = new Scratch();
        using var network = Some.Teacher(seed: 1);
        using var other = Some.Teacher(seed: 2);
        var path = scratch.File("network.safetensors");

        ModuleWeights.Save(network, path);
        ModuleWeights.Load(other, path);

        Assert.Equal(ModuleWeights.Fingerprint(network), ModuleWeights.Fingerprint(other));
    }

    [Fact]
    public void Load_HalfPrecision_RoundsEachWeightToTheNearestHalf()
    {
        using var scratch = new Scratch();
        using var network = Some.Teacher(seed: 1);
        using var other = Some.Teacher(seed: 2);
        var path = scratch.File("network.safetensors");
        var whole = scratch.File("whole.safetensors");

        ModuleWeights.Save(network, path, WeightType.F16);
        ModuleWeights.Save(network, whole);
        ModuleWeights.Load(other, path);

        Assert.True(new FileInfo(path).Length < 0.6 * new FileInfo(whole).Length);
        Assert.All(network.Parameters.Zip(other.Parameters), pair =>
            Assert.Equal([.. Values(pair.First).Select(value => (float)(Half)value)], Values(pair.Second)));
    }

    [Fact]
    public void Load_FileThatDoesNotFit_ListsEveryFaultAndChangesNothing()
    {
        using var scratch = new Scratch();
        using var module = Module("a", "b", 5);
        using var other = Module("a", "c", 6);
        var path = scratch.File("module.safetensors");
        ModuleWeights.Save(other, path);
        var before = Values(module);

        var exception = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(module, path));

        Assert.Equal(path, exception.Path);
        Assert.All(
            new[]
            {
                "2 missing: b.weight, b.bias.",
                "2 extra: c.weight, c.bias.",
                "2 of another shape",
                "a.weight is [6, 3, 1, 1], not [5, 3, 1, 1]",
                "a.bias is [6], not [5]",
            },
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Equal(before, Values(module));
    }

    [Fact]
    public void Load_NetworkThatDoesNotFit_ChangesNothing()
    {
        using var scratch = new Scratch();
        using var network = Some.Teacher(seed: 1);
        using var wider = EfficientNet.Define(NetworkOptions.Compound(-8) with
        {
            Depth = 0.3,
            Resolution = 16,
            InputChannels = 1,
            Classes = Some.Classes + 1,
        }).Build(seed: 2);
        var path = scratch.File("network.safetensors");
        ModuleWeights.Save(wider, path);
        var before = ModuleWeights.Fingerprint(network);

        var exception = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path));

        Assert.Contains("classifier.weight is [5,", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, ModuleWeights.Fingerprint(network));
    }

    [Fact]
    public void Load_MissingFile_NamesIt()
    {
        using var scratch = new Scratch();
        using var network = Some.Teacher();
        var path = scratch.File("none.safetensors");

        var exception = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path));

        Assert.Equal(path, exception.Path);
    }

    [Fact]
    public void Read_WithMetadata_GivesItBack()
    {
        using var scratch = new Scratch();
        using var scope = NewDisposeScope();
        var path = scratch.File("state.safetensors");
        KeyValuePair<string, Tensor>[] state = [new("numbers", tensor(new[] { 1f, 2f })), new("count", tensor(7L))];
        KeyValuePair<string, Tensor>[] blank = [new("numbers", zeros(2)), new("count", tensor(0L))];

        ModuleWeights.Write(state, path, metadata: new Dictionary<string, string> { ["why"] = "a test" });
        var metadata = ModuleWeights.Read(blank, path);

        Assert.Equal("a test", metadata["why"]);
        Assert.Equal([1f, 2f], blank[0].Value.data<float>().ToArray());
        Assert.Equal(7L, blank[1].Value.item<long>());
    }

    [Fact]
    public void Fingerprint_OfAnyChangedWeight_Changes()
    {
        using var gradients = no_grad();
        using var network = Some.Teacher();
        var before = ModuleWeights.Fingerprint(network);

        Assert.All(network.State.Take(6), pair =>
        {
            using var scope = NewDisposeScope();
            var first = pair.Value.view(-1).narrow(0, 0, 1);
            first.add_(1);
            Assert.NotEqual(before, ModuleWeights.Fingerprint(network));
            first.sub_(1);
        });
    }

    private static LanaModule Module(string first, string second, int channels) => new Chain(
        new Conv(first, channels, 1) { Bias = true },
        new Conv(second, 2, 1) { Bias = true }).Build(Shape);

    private static float[] Values(LanaModule module) => [.. module.state_dict().Values.SelectMany(Values)];

    private static float[] Values(Tensor weight) => weight.detach().contiguous().data<float>().ToArray();
}
