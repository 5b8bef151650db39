using Lana.Models;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Weights;

[Collection(TorchCollection.Name)]
public sealed class WeightLoadTests
{
    private static readonly NetworkOptions Small = new() { Width = 0.5, Resolution = 32, Classes = 10 };

    [Fact]
    public void Load_OtherClassCountOnRequest_LoadsAllButTheClassifier()
    {
        using var scratch = new Scratch();
        using var trained = ModelRegistry.Create("resnet20", Small, seed: 1);
        using var network = ModelRegistry.Create("resnet20", Small with { Classes = 7 }, seed: 2);
        var path = scratch.File("ten.safetensors");
        ModuleWeights.Save(trained, path);
        var before = Values(network);

        var refused = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path));
        Assert.Equal(before, Values(network));
        var report = ModuleWeights.Load(network, path, new WeightLoadOptions { SkipsOtherClassifier = true });

        Assert.Contains(
            "2 of another shape: linear.weight is [10, 32], not [7, 32]", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["linear.weight", "linear.bias"], report.Skipped);
        Assert.Equal(network.State.Count() - 2, report.Loaded);
        Assert.Empty(report.Reset);
        Assert.Equal($"{report.Loaded} tensors loaded, skipped: linear.weight, linear.bias", report.ToString());
        var source = Values(trained);
        Assert.All(Values(network), pair => Assert.Equal(
            (report.Skipped.Contains(pair.Key) ? before : source)[pair.Key], pair.Value));
    }

    [Fact]
    public void Load_SameClassCountWithSkippingAllowed_LoadsTheClassifierToo()
    {
        using var scratch = new Scratch();
        using var trained = ModelRegistry.Create("resnet20", Small, seed: 1);
        using var network = ModelRegistry.Create("resnet20", Small, seed: 2);
        var path = scratch.File("ten.safetensors");
        ModuleWeights.Save(trained, path);

        var report = ModuleWeights.Load(network, path, new WeightLoadOptions { SkipsOtherClassifier = true });

        Assert.Empty(report.Skipped);
        Assert.Equal(ModuleWeights.Fingerprint(trained), ModuleWeights.Fingerprint(network));
    }

    [Fact]
    public void Load_FileWithoutAnyCounter_ResetsThem()
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("resnet20", Small);
        var path = scratch.File("old.safetensors");
        ModuleWeights.Write(network.State.Where(pair => !IsCounter(pair.Key)), path);
        using (no_grad())
        {
            network.State.Where(pair => IsCounter(pair.Key)).ToList().ForEach(pair => pair.Value.fill_(5));
        }

        var report = ModuleWeights.Load(network, path);

        Assert.Equal(network.State.Select(pair => pair.Key).Where(IsCounter), report.Reset);
        Assert.EndsWith($" tensors loaded, {report.Reset.Length} counters reset", report.ToString(), StringComparison.Ordinal);
        Assert.All(network.State.Where(pair => IsCounter(pair.Key)), pair => Assert.Equal(0L, pair.Value.item<long>()));
    }

    [Fact]
    public void Load_FileWithSomeCounters_ListsTheMissing()
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("resnet20", Small);
        var path = scratch.File("damaged.safetensors");
        ModuleWeights.Write(network.State.Where(pair => pair.Key != "bn1.num_batches_tracked"), path);

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path));

        Assert.Contains("1 missing: bn1.num_batches_tracked.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TensorOfAnotherType_ChangesNothing()
    {
        using var scratch = new Scratch();
        using var scope = NewDisposeScope();
        using var network = ModelRegistry.Create("resnet20", Small);
        var path = scratch.File("types.safetensors");
        ModuleWeights.Write(
            network.State.Where(pair => pair.Key != "linear.bias").Append(new("linear.bias", zeros(10, int64))), path);
        using var other = ModelRegistry.Create("resnet20", Small, seed: 9);
        var before = ModuleWeights.Fingerprint(other);

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(other, path));

        Assert.Contains("1 of another type: linear.bias is I64, not Float32.", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, ModuleWeights.Fingerprint(other));
    }

    [Fact]
    public void Load_AnotherArchitecture_ListsEverythingAndChangesNothing()
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("resnet20", Small);
        using var deeper = ModelRegistry.Create("resnet32", Small);
        var path = scratch.File("deeper.safetensors");
        ModuleWeights.Save(deeper, path);
        var before = ModuleWeights.Fingerprint(network);

        var error = Assert.Throws<SafetensorsException>(() => ModuleWeights.Load(network, path));

        var extra = deeper.State.Select(pair => pair.Key).Except(network.State.Select(pair => pair.Key)).ToList();
        Assert.Contains($"{extra.Count} extra: ", error.Message, StringComparison.Ordinal);
        Assert.All(extra, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Equal(before, ModuleWeights.Fingerprint(network));
    }

    [Theory]
    [InlineData(WeightType.F32)]
    [InlineData(WeightType.F16)]
    [InlineData(WeightType.BF16)]
    public void Load_LargeFile_MakesNoSecondCopyInManagedMemory(WeightType type)
    {
        using var scratch = new Scratch();
        using var network = ModelRegistry.Create("resnet18", seed: 1);
        var path = scratch.File("large.safetensors");
        ModuleWeights.Save(network, path, type);
        ModuleWeights.Load(network, path);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ModuleWeights.Load(network, path);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Names and shapes; the numbers go from the file to native memory, those of another precision through a buffer.
        Assert.InRange(allocated, 0, new FileInfo(path).Length / 15);
    }

    private static bool IsCounter(string name) => name.EndsWith("num_batches_tracked", StringComparison.Ordinal);

    private static Dictionary<string, byte[]> Values(Network network) =>
        network.State.ToDictionary(pair => pair.Key, pair => pair.Value.detach().contiguous().bytes.ToArray());
}
