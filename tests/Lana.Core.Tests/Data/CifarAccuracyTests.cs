using Lana.Kernels;
using Lana.Native;
using Lana.Networks;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.Data;

/// <summary>Public weights on public images: what the data reader gives is what networks were trained on.</summary>
[Collection(TorchCollection.Name)]
public sealed class CifarAccuracyTests
{
    private const int BatchSize = 100;

    [Fact]
    public void PublicWeights_AThousandTestImages_ScoreAsOnAll()
    {
        using var folder = CifarFiles.Unpack("test", perClass: 100);
        var images = folder.Open();

        var accuracy = Accuracy("resnet20", images);

        Assert.Equal(1_000, images.Count);
        Assert.InRange(accuracy, 0.79, 0.835);
    }

    [Theory(Explicit = true)]
    [Trait("Speed", "Slow")]
    [InlineData("resnet20", 0.8103)]
    [InlineData("resnet56", 0.8320)]
    public void PublicWeights_AllTestImages_ScoreWhatWasPublished(string network, double expected)
    {
        using var folder = CifarFiles.Unpack("test", perClass: 1_000);
        var images = folder.Open();

        var accuracy = Accuracy(network, images);

        TestContext.Current.SendDiagnosticMessage("{0}: {1:P2}", network, accuracy);
        Assert.Equal(10_000, images.Count);
        Assert.Equal(expected, accuracy, tolerance: 0.005);
    }

    private static double Accuracy(string name, ImageFolderSource images)
    {
        using var network = Models.ModelRegistry.Create(name);
        ModuleWeights.Load(network, SharedFiles.Require("data", $"{name}-cifar10.safetensors"));
        var plan = new BatchPlan(EpochOrder.Sequential(images.Count), BatchSize);
        var correct = TorchThread.RunAsync(2, () =>
            Enumerable.Range(0, plan.Count).Sum(batch => Correct(network, images, plan[batch].Span)));
        return correct.GetAwaiter().GetResult() / images.Count;
    }

    private static double Correct(Network network, ImageFolderSource images, ReadOnlySpan<int> indices)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using var batch = images.Read(indices);
        var logits = network.Run(MemoryLayout.ToChannelsLast(batch.Images));
        return logits.argmax(1).eq(batch.Labels!).sum().item<long>();
    }
}
