using Lana.Definitions;
using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;
using static TorchSharp.torch;

namespace Lana.Export;

/// <summary>What every network that is written into the file that it was read from must keep.</summary>
internal static class DropInChecks
{
    /// <summary>Writes a network, and compares what it says of itself with the original.</summary>
    public static ModelProto Write(Network network, ModelProto original)
    {
        var written = ModelProto.Parser.ParseFrom(OnnxExporter.Export(network));
        var weights = original.Graph.Initializer.Concat(written.Graph.Initializer).Select(tensor => tensor.Name).ToHashSet();
        Assert.Equal(
            original.Graph.Input.Where(input => !weights.Contains(input.Name)),
            written.Graph.Input.Where(input => !weights.Contains(input.Name)));
        Assert.Equal(original.Graph.Output, written.Graph.Output);
        Assert.Equal(original.MetadataProps, written.MetadataProps);
        Assert.Equal(original.IrVersion, written.IrVersion);
        Assert.Equal(
            (original.ProducerName, original.ProducerVersion, original.Domain, original.ModelVersion, original.DocString),
            (written.ProducerName, written.ProducerVersion, written.Domain, written.ModelVersion, written.DocString));
        return written;
    }

    /// <summary>The nodes that are new, and those of the original that are gone; the rest is the same and in the same order.</summary>
    public static (NodeProto[] New, NodeProto[] Gone) Difference(ModelProto original, ModelProto written)
    {
        var (before, after) = (original.Graph.Node.ToHashSet(), written.Graph.Node.ToHashSet());
        Assert.Equal(original.Graph.Node.Where(after.Contains), written.Graph.Node.Where(before.Contains));
        var weights = written.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        Assert.All(
            original.Graph.Initializer.Where(tensor => weights.ContainsKey(tensor.Name)),
            tensor => Assert.Equal(tensor, weights[tensor.Name]));
        return (
            [.. written.Graph.Node.Where(node => !before.Contains(node))],
            [.. original.Graph.Node.Where(node => !after.Contains(node))]);
    }

    /// <summary>Compares a file in ONNX Runtime with its network in torch.</summary>
    public static void AssertRunsLike(Network network, byte[] model, double tolerance = 1e-4)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var session = new OnnxSession(OnnxOutputs.OfNetwork(network, model));
        var images = Tensors.Normal(4, network.Input.WithBatch(session.Input.Dims[0] > 0 ? 1 : 2));
        var outputs = session.RunImages(images);
        var actual = cat([.. network.Definition.Outputs.Select(output => outputs[output.Name].flatten(1))], 1);
        var expected = network.Run(images);
        Assert.Equal(expected.shape, actual.shape);
        // The sigmoid of ONNX Runtime is exact to a few 1e-7: of outputs that are all near zero this is a large share.
        var scale = Math.Max(0.01, expected.abs().max().item<float>());
        Assert.InRange(expected.sub(actual).abs().max().item<float>(), 0.0f, (float)(tolerance * scale));
    }

    /// <summary>The same network with a small convolution in one layer.</summary>
    public static (Network Student, LanaModule Module) WithConvolution(Network network, int layer)
    {
        var info = network.Layers[layer].Info;
        var module = new Conv("small", info.Output.Channels, 1)
        {
            Stride = new SpatialSize(
                (info.Input.Height + info.Output.Height - 1) / info.Output.Height,
                (info.Input.Width + info.Output.Width - 1) / info.Output.Width),
            Norm = "norm",
            Activation = Activation.HardSwish,
        }.Build(info.Input, 5);
        return (network.With(new Dictionary<int, LanaModule> { [layer] = module }), module);
    }
}
