using Lana.Data;
using Lana.Definitions;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Measurement;
using Lana.Models;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Parity;

[Collection(TorchCollection.Name)]
public sealed class OnnxParityTests
{
    private static readonly NetworkDefinition Tiny = EfficientNet.Define(
        NetworkOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Check_ExportedNetwork_Agrees(int batch)
    {
        using var network = Filled();

        var result = OnnxParity.Check(network, OnnxExporter.Export(network), [batch], seed: 3);

        Assert.Equal(10 * batch, result.Outputs);
        Assert.InRange(result.RelativeDifference, 0.0, 1e-4);
    }

    // Channels last and a batch of 1, nodes after the network; a map as output.
    [Theory]
    [InlineData("published", "mlsd_320x320_tiny.onnx")]
    [InlineData("published", "face_detection_front_128x128_barracuda.onnx")]
    [InlineData("generated", "unet.onnx")]
    public void Check_FileThatANetworkWasImportedFrom_Agrees(string folder, string name)
    {
        var path = SharedFiles.Require("models", folder, name);
        using var network = OnnxNetwork.Load(path).Network;

        var result = OnnxParity.Check(network, path);

        Assert.Equal(4 * network.Definition.OutputSize, result.Outputs);
        Assert.InRange(result.RelativeDifference, 0.0, 1e-3);
    }

    [Fact]
    public void Check_File_Agrees()
    {
        using var network = Filled();
        var path = Path.Combine(Directory.CreateTempSubdirectory("lana-").FullName, "net.onnx");
        OnnxExporter.Export(network, path);

        var result = OnnxParity.Check(network, path);

        Assert.Equal(40, result.Outputs);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    // On noise a detector's map may have nothing but numbers near zero, of which the error of a sigmoid is a large share.
    [Fact]
    public void Check_GivenImages_DecideHowLargeOutputsAre()
    {
        using var network = Detector();
        var model = OnnxExporter.Export(network);

        var alone = Record.Exception(() => OnnxParity.Check(network, model));
        var result = OnnxParity.Check(network, model, images: Bright());

        Assert.True(alone is null or ParityException);
        Assert.InRange(result.RelativeDifference, 0.0, 1e-6);
        Assert.Equal((4 + 2) * 64, result.Outputs);
    }

    [Fact]
    public void Check_DifferenceOnGivenImagesAlone_Fails()
    {
        using var network = Detector();
        var model = OnnxExporter.Export(network);
        using (no_grad())
        {
            network.State.First(pair => pair.Key.EndsWith("bias", StringComparison.Ordinal)).Value.sub_(3.0f);
        }

        Assert.Throws<ParityException>(() => OnnxParity.Check(network, model, images: Bright()));
    }

    [Fact]
    public void Check_ChangedWeight_FailsWithTheNumbers()
    {
        using var network = Filled();
        var model = OnnxExporter.Export(network);
        using (no_grad())
        {
            var weight = network.State.First(pair => pair.Key == "blocks.3.1.conv_dw.weight").Value;
            using var changed = weight[0, 0, 1, 1].fill_(5.0f);
        }

        var failure = Assert.Throws<ParityException>(() => OnnxParity.Check(network, model));

        Assert.Contains(network.Name, failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Result.RelativeDifference > failure.Result.Tolerance);
    }

    [Fact]
    public void Check_NotANumber_Fails()
    {
        using var network = Filled();
        using (no_grad())
        {
            var weight = network.State.First(pair => pair.Key == "classifier.weight").Value;
            using var changed = weight[0, 0].fill_(float.NaN);
        }

        Assert.Throws<ParityException>(() => OnnxParity.Check(network, OnnxExporter.Export(network)));
    }

    [Fact]
    public void Check_TruncatedModel_NamesIt()
    {
        using var network = Filled();

        var failure = Assert.Throws<LatencyMeterException>(
            () => OnnxParity.Check(network, OnnxExporter.Export(network)[..1000]));

        Assert.Contains(network.Name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoBatch_Throws()
    {
        using var network = Filled();

        Assert.Throws<ArgumentException>(() => OnnxParity.Check(network, OnnxExporter.Export(network), []));
    }

    // Gives sigmoid(x − 15) at each place.
    private static Network Detector()
    {
        var network = new NetworkDefinition(
            "detector",
            new FeatureShape(1, 8, 8),
            [
                new GraphNode("layer", new Conv("conv", 1, 1) { Bias = true }, "input"),
                new GraphNode("map", new Activate(Activation.Sigmoid), "layer"),
            ],
            ["layer"],
            [new NetworkOutput("map", "map")]).Build();
        using var gradients = no_grad();
        foreach (var (name, value) in network.State)
        {
            value.fill_(name.EndsWith("bias", StringComparison.Ordinal) ? -15.0f : 1.0f);
        }

        return network;
    }

    // Pixels of 0 to 255 that are not normalised: 0 to 20.
    private static ImageArraySource Bright() => new(
        Enumerable.Range(0, 128).Select(place => (byte)place).ToArray(),
        new FeatureShape(1, 8, 8),
        new[] { 0, 1 },
        new ImageArrayOptions { Classes = 2, Mean = [0.0f], StandardDeviation = [0.025f] });

    private static Network Filled()
    {
        var network = Tiny.Build();
        SyntheticWeights.Fill(network);
        return network;
    }
}
