using Lana.Candidates;
using Lana.Definitions;
using Lana.Export;
using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Import.Onnx.Architectures;

/// <summary>Architectures in the forms in which exporters write them: imported, run by torch and exported again, against ONNX Runtime;
/// and the layers that are found in them.</summary>
[Collection(TorchCollection.Name)]
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, Func<byte[]>> Models = new(StringComparer.Ordinal)
    {
        [nameof(Classifiers.Vgg)] = Classifiers.Vgg,
        [nameof(Classifiers.SqueezeNet)] = Classifiers.SqueezeNet,
        [nameof(Classifiers.MnasNet)] = Classifiers.MnasNet,
        [nameof(Classifiers.RegNetY)] = Classifiers.RegNetY,
        [nameof(Classifiers.ResNeXt)] = Classifiers.ResNeXt,
        [nameof(Classifiers.MobileNetV3)] = Classifiers.MobileNetV3,
        [nameof(Classifiers.GhostNet)] = Classifiers.GhostNet,
        [nameof(Classifiers.GoogLeNet)] = Classifiers.GoogLeNet,
        [nameof(Classifiers.ShuffleNetV1)] = Classifiers.ShuffleNetV1,
        [nameof(Classifiers.Res2Net)] = Classifiers.Res2Net,
        [nameof(Classifiers.Dla)] = Classifiers.Dla,
        [nameof(DensePredictors.DeepLab)] = DensePredictors.DeepLab,
        [nameof(DensePredictors.FeaturePyramid)] = DensePredictors.FeaturePyramid,
        [nameof(DensePredictors.Ssd)] = DensePredictors.Ssd,
        [nameof(DensePredictors.YoloV5)] = DensePredictors.YoloV5,
        [nameof(DensePredictors.HrNet)] = DensePredictors.HrNet,
        [nameof(Exporters.TensorFlowMobileNetV2)] = Exporters.TensorFlowMobileNetV2,
        [nameof(Exporters.TensorFlowUnoptimised)] = Exporters.TensorFlowUnoptimised,
        [nameof(Exporters.KerasResNet)] = Exporters.KerasResNet,
        [nameof(Exporters.MxNet)] = Exporters.MxNet,
        [nameof(Exporters.Cntk)] = Exporters.Cntk,
        [nameof(Exporters.PaddleLcNet)] = Exporters.PaddleLcNet,
        [nameof(Exporters.Dynamo)] = Exporters.Dynamo,
        [nameof(ModernForms.ConvNeXt)] = ModernForms.ConvNeXt,
        [nameof(ModernForms.ConvNeXtOpset17)] = ModernForms.ConvNeXtOpset17,
        [nameof(ModernForms.EfficientNetLite)] = ModernForms.EfficientNetLite,
        [nameof(ModernForms.StandardisedWeights)] = ModernForms.StandardisedWeights,
        [nameof(ModernForms.Embedding)] = ModernForms.Embedding,
    };

    // The convolutions of each layer, in the order of the layers.
    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [InlineData(nameof(Classifiers.Vgg), "1 2 2")]
    [InlineData(nameof(Classifiers.SqueezeNet), "1 3 3 3 1")]
    [InlineData(nameof(Classifiers.MnasNet), "3 3 3 3 3 3 1")]
    [InlineData(nameof(Classifiers.RegNetY), "1 6 5 6 5")]
    [InlineData(nameof(Classifiers.ResNeXt), "1 4 3 4 3")]
    [InlineData(nameof(Classifiers.MobileNetV3), "5 3 3 5 1")]
    [InlineData(nameof(Classifiers.GhostNet), "1 4 2 1 2 2 6 1")]
    [InlineData(nameof(Classifiers.GoogLeNet), "2 6 6")]
    [InlineData(nameof(Classifiers.ShuffleNetV1), "1 3 3 3")]
    [InlineData(nameof(Classifiers.Res2Net), "1 5 5")]
    [InlineData(nameof(Classifiers.Dla), "2 3 2 1 3 2 1 1")]
    [InlineData(nameof(DensePredictors.DeepLab), "1 3 2 3 2 5 3")]
    [InlineData(nameof(DensePredictors.FeaturePyramid), "1 3 2 3 2 3 2 1 1 1 1 1 1 2 2 2 2 2 2")]
    [InlineData(nameof(DensePredictors.Ssd), "2 1 1 2 1 1 2 1 1")]
    [InlineData(nameof(DensePredictors.YoloV5), "1 5 1 1 1 2 4 2 1")]
    [InlineData(nameof(DensePredictors.HrNet), "1 1 1 2 2 1 1 2 2 1 1 2")]
    [InlineData(nameof(Exporters.TensorFlowMobileNetV2), "1 3 3 3")]
    [InlineData(nameof(Exporters.TensorFlowUnoptimised), "1 2 2 1")]
    [InlineData(nameof(Exporters.KerasResNet), "1 4 4")]
    [InlineData(nameof(Exporters.MxNet), "1 3 3")]
    [InlineData(nameof(Exporters.Cntk), "1 2 2 1")]
    [InlineData(nameof(Exporters.PaddleLcNet), "6 5 1")]
    [InlineData(nameof(Exporters.Dynamo), "1 1 1 1")]
    [InlineData(nameof(ModernForms.ConvNeXt), "1 1 1 1 1")]
    [InlineData(nameof(ModernForms.ConvNeXtOpset17), "1 1 1 1 1")]
    [InlineData(nameof(ModernForms.EfficientNetLite), "4 3 3 3 1")]
    [InlineData(nameof(ModernForms.StandardisedWeights), "1 2 2")]
    [InlineData(nameof(ModernForms.Embedding), "1 2 2")]
    public void Load_Architecture_GivesWhatTheFileGivesAndFindsItsBlocks(string name, string layers)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var scratch = new Scratch();
        var bytes = Models[name]();
        using var imported = OnnxNetwork.Load(scratch.File("model.onnx", bytes));
        var (network, report) = (imported.Network, imported.Report);
        using var original = new OnnxSession(bytes);
        using var exported = new OnnxSession(OnnxExporter.Export(network.From(null)));

        foreach (var batch in original.Input.Dims[0] == 1 ? [1] : new[] { 1, 3 })
        {
            var images = Tensors.Normal((ulong)batch, network.Input.WithBatch(batch));
            var expected = original.RunImages(images);
            var again = exported.RunAll(images);
            Assert.Equal(expected.Select(pair => (pair.Key, pair.Value.shape.Length)), again.Select(pair => (pair.Key, pair.Value.shape.Length)));
            AssertClose(Joined(expected.Values, batch), network.Run(images));
            AssertClose(Joined(expected.Values, batch), Joined(again.Values, batch));
        }

        Assert.Equal(layers, string.Join(" ", report.Layers.Select(layer => layer.Nodes.Convolutions)));
        Assert.Equal(report.Convolutions, report.LayerConvolutions);
        Assert.All(
            SearchSpace.Modern.CandidatesFor(network.Definition).Concat(SearchSpace.Inherited.CandidatesFor(network.Definition)),
            candidate => Assert.Equal(candidate.Layer.Output, candidate.Cost.Output));
        Assert.Equal(network.Cost.Macs, report.Layers.Sum(layer => layer.Nodes.Macs) + report.Remainder.Sum(rest => rest.Nodes.Macs));
    }

    // Every node is new, in the form of the file's opset.
    [Theory]
    [MemberData(nameof(Names))]
    public void Export_EveryWeightChanged_WritesAllNodesIntoTheFile(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var scratch = new Scratch();
        using var imported = OnnxNetwork.Load(scratch.File("model.onnx", Models[name]()));
        using var student = imported.Network.Detach();
        foreach (var (_, weight) in student.NamedWeights.Where(pair => pair.Weight.Value.is_floating_point()))
        {
            weight.Value.mul_(1.01);
        }

        using var session = new OnnxSession(OnnxExporter.Export(student));
        using var before = new OnnxSession(OnnxExporter.Export(imported.Network));

        var images = Tensors.Normal(1, student.Input.WithBatch(1));
        var outputs = session.RunImages(images);
        Assert.Equal((before.Input.Name, string.Join(' ', before.Input.Dims)), (session.Input.Name, string.Join(' ', session.Input.Dims)));
        Assert.Equal(before.RunImages(images).Keys, outputs.Keys);
        AssertClose(student.Run(images), Joined(outputs.Values, 1));
    }

    private static Tensor Joined(IEnumerable<Tensor> outputs, int batch) =>
        cat([.. outputs.Select(output => output.reshape(batch, -1))], 1);

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.std().item<float>() > 1e-3f, "the outputs depend on nothing");
        Assert.InRange(expected.sub(actual).abs().max().item<float>(), 0.0f, 1e-4f * expected.std().item<float>());
    }
}
