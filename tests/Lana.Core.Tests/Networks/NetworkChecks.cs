using Lana.Definitions;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Modules;
using Lana.Onnx;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.Networks;

/// <summary>What is asked of every network.</summary>
internal static class NetworkChecks
{
    private const double Tolerance = 1e-4;

    public static void Check(NetworkDefinition definition) => Tensors.AssertNoLeak("all of it", () =>
    {
        using var scope = NewDisposeScope();
        using var network = definition.Build(seed: 3);
        Tensors.Disturb(network.State, seed: 4);
        var images = Tensors.Normal(5, definition.Input.WithBatch(3));
        Calibrate(network, images);
        ShapeAndPrice(network, images);
        StateAndCopies(network, images);
        Readings(network, images);
        Import(network, images);
        Identity(network, images);
        Gradient(network, images);
        Tensors.AssertNoLeak("Run", () => network.Run(images, RunMode.Train).Dispose());
        Tensors.AssertNoLeak("Export", () => OnnxExporter.Export(network));
    });

    // The statistics of the images: features that vanish or explode would compare equal, or never.
    private static void Calibrate(Network network, Tensor images)
    {
        using var gradients = no_grad();
        using var logits = network.Run(images, RunMode.Recalibrate);
        using var again = network.Run(images, RunMode.Recalibrate);
    }

    private static void ShapeAndPrice(Network network, Tensor images)
    {
        using var logits = network.Run(images);
        var shipped = OnnxCounter.Count(OnnxExporter.Export(network));

        Assert.Equal([3, network.Definition.OutputSize], logits.shape);
        Assert.True(logits.isfinite().all().item<bool>());
        Assert.True(logits.std().item<float>() > 1e-3f, "the logits do not depend on anything");
        Assert.Equal(network.Parameters.Sum(parameter => parameter.numel()), network.Cost.Parameters);
        Assert.Equal(shipped.Macs, network.Cost.Macs);
        Assert.Equal(shipped.WeightBytes, network.Cost.ShippedBytes);
        foreach (var layer in network.Layers)
        {
            Assert.Equal(layer.Info.Output, layer.Module.Cost.Output);
        }
    }

    private static void StateAndCopies(Network network, Tensor images)
    {
        using var scratch = new Scratch();
        using var logits = network.Run(images);
        using var other = NetworkDefinition.FromJson(network.Definition.ToJson()).Build(seed: 9);
        var path = scratch.File("network.safetensors");

        ModuleWeights.Save(network, path);
        ModuleWeights.Load(other, path);
        using var loaded = other.Run(images);
        using var copy = network.Detach();
        using var copied = copy.Run(images);
        // A student of the teacher's own operations is the teacher.
        using var student = network.With(network.Layers.ToDictionary(layer => layer.Info.Index, layer => layer.Module));
        using var taught = student.Run(images);

        Assert.Equal(network.State.Select(pair => pair.Key).Distinct(), network.State.Select(pair => pair.Key));
        Tensors.AssertEqual(logits, loaded);
        Tensors.AssertEqual(logits, copied);
        Tensors.AssertEqual(logits, taught);
    }

    private static void Readings(Network network, Tensor images)
    {
        using var gradients = no_grad();
        using var logits = network.Run(images);
        var current = images;
        foreach (var module in network.Definition.Nodes.Where(node => node.Definition is not null).Select(node => network.Module(node.Name)))
        {
            using var fused = module.Fuse();
            current = fused.Run(current);
        }

        using var session = new OnnxSession(OnnxExporter.Export(network));
        Tensors.AssertClose(logits, current.flatten(1), Tolerance);
        Tensors.AssertClose(logits, session.Run(images), Tolerance);
        Tensors.AssertClose(logits.slice(0, 0, 1, 1), session.Run(images.slice(0, 0, 1, 1)), Tolerance);
    }

    // The exported file, read back, is the same network with layers of its own.
    private static void Import(Network network, Tensor images)
    {
        using var gradients = no_grad();
        using var scratch = new Scratch();
        var path = scratch.File("network.onnx");
        OnnxExporter.Export(network, path);
        using var imported = OnnxNetwork.Load(path).Network;
        using var expected = network.Run(images);
        using var outputs = imported.Run(images);

        Tensors.AssertClose(expected, outputs, Tolerance);
        Assert.NotEmpty(imported.Layers);
    }

    // Identity in a layer that keeps its shape is the network without that layer.
    private static void Identity(Network network, Tensor images)
    {
        using var gradients = no_grad();
        var layer = network.Layers.First(candidate => candidate.Info.KeepsShape);
        using var identity = Chain.Identity.Build(layer.Info.Input);
        using var shorter = network.With(new Dictionary<int, LanaModule> { [layer.Info.Index] = identity });
        using var trace = network.Trace(images);
        using var expected = network.RunAfter(trace, layer.Info.Index, trace.Input(layer.Info.Index));
        using var logits = network.Run(images);

        using var skipped = shorter.Run(images);

        Tensors.AssertEqual(expected, skipped);
        Assert.True(logits.ne(skipped).any().item<bool>());
    }

    private static void Gradient(Network network, Tensor images)
    {
        using var logits = network.Run(images, RunMode.Train);
        using var weights = Tensors.Normal(9, logits.shape);

        (logits * weights).sum().backward();

        Assert.All(network.NamedWeights.Where(pair => pair.Weight.IsParameter), pair =>
        {
            var gradient = ((TorchSharp.Modules.Parameter)pair.Weight.Value).grad;
            Assert.True(gradient is not null && gradient.isfinite().all().item<bool>(), $"no gradient for {pair.Name}");
            Assert.True(gradient.count_nonzero().item<long>() > 0, $"the gradient of {pair.Name} is zero");
        });
    }
}
