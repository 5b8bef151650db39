using System.Text.Json;
using Google.Protobuf;
using Lana.Definitions;
using Lana.Export;
using Lana.Onnx;
using Lana.Onnx.Proto;
using static TorchSharp.torch;

namespace Lana.Import.Onnx;

/// <summary>Files that exporters wrote: imported, run by torch, exported again, all against ONNX Runtime and the original.</summary>
[Collection(TorchCollection.Name)]
public sealed class OnnxNetworkTests
{
    [Theory]
    [MemberData(nameof(SharedModels.Trainable), MemberType = typeof(SharedModels))]
    public void Load_SharedModel_GivesWhatTheFileGives(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var scratch = new Scratch();
        var path = WithoutLastSigmoid(SharedModels.PathOf(name), scratch);
        using var network = OnnxNetwork.Load(path, SharedModels.OptionsOf(name)).Network;
        using var original = new OnnxSession(File.ReadAllBytes(path));
        using var exported = new OnnxSession(OnnxExporter.Export(network.From(null)));

        foreach (var batch in original.Input.Dims[0] == 1 ? [1] : new[] { 1, 3 })
        {
            var images = Tensors.Normal((ulong)batch, network.Input.WithBatch(batch));
            var expected = original.RunImages(images);
            var outputs = network.Run(images);
            var again = exported.RunAll(images);
            Assert.Equal(expected.Keys, again.Keys);
            Assert.All(expected.Keys, key => Assert.Equal(expected[key].shape, again[key].shape));
            AssertClose(Joined(expected.Values, batch), outputs);
            AssertClose(Joined(expected.Values, batch), Joined(again.Values, batch));
        }
    }

    [Fact]
    public void Load_AttentionAndFullyConnectedLayersAlone_IsRefused()
    {
        using var scratch = new Scratch();
        var model = TestModel.Map(13)
            .Ints("shape", 0, 4, 48)
            .Weight("queries", 48, 48)
            .Weight("keys", 48, 48)
            .Node("Reshape", "x shape", "r")
            .Node("MatMul", "r queries", "q")
            .Node("MatMul", "r keys", "k")
            .Node("Transpose", "k", "t", ("perm", new long[] { 0, 2, 1 }))
            .Node("MatMul", "q t", "s")
            .Node("Softmax", "s", "a", ("axis", 2))
            .Node("MatMul", "a r", "y");

        var refusal = Assert.Throws<OnnxImportException>(
            () => OnnxNetwork.Load(scratch.File("model.onnx", model.Proto.ToByteArray())));

        Assert.Contains("Networks of attention and fully connected layers alone", refusal.Message, StringComparison.Ordinal);
    }

    // Convolutions in layers, convolutions in all.
    [Theory]
    [InlineData("generated/resnet_basic.onnx", 9, 20, 20)]
    [InlineData("generated/mobilenet_v2.onnx", 19, 52, 52)]
    [InlineData("generated/efficientnet.onnx", 8, 36, 36)]
    [InlineData("generated/shufflenet_v2.onnx", 8, 26, 26)]
    [InlineData("generated/densenet.onnx", 8, 14, 14)]
    [InlineData("generated/unet.onnx", 5, 11, 11)]
    [InlineData("published/ch_ppocr_mobile_v2.0_cls_infer.onnx", 12, 53, 53)]
    [InlineData("published/face_detection_front_128x128_barracuda.onnx", 21, 37, 37)]
    [InlineData("published/ch_PP-OCRv4_det_infer.onnx", 28, 62, 62)]
    public void Load_SharedModel_FindsLayers(string name, int layers, int inLayers, int all)
    {
        using var network = OnnxNetwork.Load(SharedModels.PathOf(name), SharedModels.OptionsOf(name)).Network;
        var definition = network.Definition;

        Assert.Equal(
            (layers, inLayers, all),
            (
                definition.Layers.Length,
                definition.Layers.Sum(layer => Convolutions(layer.Definition)),
                definition.Nodes.Sum(node => node.Definition is { } part ? Convolutions(part) : 0)));
    }

    [Fact]
    public void Load_ResNet_MakesALayerOfEachBlock()
    {
        using var network = OnnxNetwork.Load(SharedFiles.Require("models", "generated", "resnet_basic.onnx")).Network;

        var blocks = network.Definition.Layers.Skip(1).ToList();

        Assert.All(blocks, (block, index) => Assert.StartsWith(
            $"layer{(index / 2) + 1}.layer{(index / 2) + 1}.{index % 2}.", block.Name, StringComparison.Ordinal));
        Assert.All(blocks.Where(block => block.KeepsShape), block => Assert.IsType<Residual>(((Chain)block.Definition).Parts[0]));
    }

    [Theory]
    [InlineData("densenet")]
    [InlineData("efficientnet")]
    [InlineData("mobilenet_v2")]
    [InlineData("resnet_basic")]
    [InlineData("resnet_norms_kept")]
    [InlineData("shufflenet_v2")]
    [InlineData("unet")]
    public void Load_GeneratedModel_GivesTheReferenceOfFloat64(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var reference = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("models", "generated", $"{name}.json")))
            .RootElement.GetProperty("outputs")[0];
        using var network = OnnxNetwork.Load(SharedModels.PathOf($"generated/{name}.onnx")).Network;

        var outputs = network.Run(SyntheticWeights.Uniform("input", network.Input.WithBatch(2))).flatten();

        var numbers = outputs.data<float>().ToArray().Select(number => (double)number).ToArray();
        var mean = numbers.Average();
        var deviation = Math.Sqrt(numbers.Average(number => Math.Pow(number - mean, 2.0)));
        var tolerance = 1e-4 * Number("std");
        Assert.Equal([2, .. network.Definition.OutputShapes.Single().Sizes.Select(size => (long)size)], Numbers("shape").Select(size => (long)size));
        Assert.InRange(mean, Number("mean") - tolerance, Number("mean") + tolerance);
        Assert.InRange(deviation, Number("std") - tolerance, Number("std") + tolerance);
        Assert.All(Numbers("first").Zip(numbers), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
        Assert.All(Numbers("last").Zip(numbers.TakeLast(16)), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));

        double Number(string field) => reference.GetProperty(field).GetDouble();

        IEnumerable<double> Numbers(string field) => reference.GetProperty(field).EnumerateArray().Select(number => number.GetDouble());
    }

    private static int Convolutions(Definition definition) => DefinitionParts.Of(definition).OfType<Conv>().Count();

    // A detector of text gives probabilities of 0 for noise; what stands before its last function tells errors.
    private static string WithoutLastSigmoid(string path, Scratch scratch)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var last = model.Graph.Node.First(node => node.Output.Contains(model.Graph.Output[0].Name));
        if (last.OpType != "Sigmoid")
        {
            return path;
        }

        model.Graph.Output[0].Name = last.Input[0];
        model.Graph.Node.Remove(last);
        return scratch.File("logits.onnx", model.ToByteArray());
    }

    private static Tensor Joined(IEnumerable<Tensor> outputs, int batch) =>
        cat([.. outputs.Select(output => output.reshape(batch, -1))], 1);

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = expected.sub(actual).abs().max().item<float>();
        Assert.InRange(difference, 0.0f, 1e-4f * expected.std().item<float>());
    }
}
