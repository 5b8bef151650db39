using Google.Protobuf;
using Lana.Modules;
using Lana.Networks;
using Lana.Storage;
using static TorchSharp.torch;

namespace Lana.Onnx;

/// <summary>Writes networks and operations as ONNX that any runtime loads: opset 17, IR version 8, batch norms folded,
/// float32, a free batch dimension.</summary>
public static class OnnxExporter
{
    /// <summary>The name of the one input, float32 [N, C, H, W].</summary>
    public const string InputName = "input";

    /// <summary>The name of the one output: logits [N, K] of a network, [N, C', H', W'] of an operation.</summary>
    public const string OutputName = "output";

    /// <summary>A network as the bytes of an ONNX file.</summary>
    /// <param name="network">The network; it is fused on the way and stays as it is.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public static byte[] Export(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.Name, graph =>
        {
            var value = graph.Input(InputName, network.Input);
            value = EmitFused(graph, "", network.Stem, value);
            foreach (var layer in network.Layers)
            {
                value = EmitFused(graph, layer.Name, layer.Module, value);
            }

            value = graph.Flatten(EmitFused(graph, "", network.Head, value));
            graph.Output(value, OutputName);
        });
    }

    /// <summary>Writes a network to an ONNX file, whole or not at all.</summary>
    /// <param name="network">The network; it is fused on the way and stays as it is.</param>
    /// <param name="path">The file to write; replaced if it is there.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Export(LayeredNetwork network, string path) => AtomicFile.WriteAllBytes(path, Export(network));

    /// <summary>An operation, repeated, as the bytes of an ONNX file.</summary>
    /// <param name="module">The operation; it is fused on the way and stays as it is.</param>
    /// <param name="copies">How often it runs, one behind the other; more than once only where it keeps its
    /// shape.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one copy.</exception>
    /// <exception cref="ArgumentException">More than one copy of an operation that changes the shape.</exception>
    public static byte[] Export(LanaModule module, int copies = 1)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        if (copies > 1 && module.Price.Output != module.Input)
        {
            throw new ArgumentException(
                $"An operation from {module.Input} to {module.Price.Output} cannot follow itself.", nameof(copies));
        }

        return Write("operation", graph =>
        {
            var value = graph.Input(InputName, module.Input);
            for (var copy = 0; copy < copies; copy++)
            {
                value = EmitFused(graph, copies == 1 ? "" : $"copy{copy}", module, value);
            }

            graph.Output(graph.Unflatten(value), OutputName);
        });
    }

    private static byte[] Write(string name, Action<OnnxGraph> emit)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var graph = new OnnxGraph(name);
        emit(graph);
        return graph.ToModel().ToByteArray();
    }

    private static OnnxValue EmitFused(OnnxGraph graph, string prefix, LanaModule module, OnnxValue input)
    {
        graph.Prefix = prefix;
        if (module.IsFused)
        {
            return module.Emit(graph, input);
        }

        using var fused = module.Fuse();
        return fused.Emit(graph, input);
    }
}
