using Google.Protobuf;
using Lana.Definitions;
using Lana.Networks;
using Lana.Onnx;

namespace Lana.Export;

/// <summary>Writes networks and operations as fused float32 ONNX: opset 17, IR version 8, free batch size.</summary>
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
    public static byte[] Export(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.Name, graph => network.Emit(graph, InputName));
    }

    /// <summary>Writes a network to an ONNX file, whole or not at all.</summary>
    /// <param name="network">The network; it is fused on the way and stays as it is.</param>
    /// <param name="path">The file to write; replaced if it is there.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Export(Network network, string path) => AtomicFile.WriteAllBytes(path, Export(network));

    /// <summary>An operation as the bytes of an ONNX file.</summary>
    /// <param name="module">The operation; it is fused on the way and stays as it is.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="module"/> is null.</exception>
    public static byte[] Export(LanaModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Write("operation", graph =>
        {
            var output = new ModulePart(module).Emit(graph, [GraphValue.Of(graph.Input(InputName, module.Input))]);
            graph.Output(GraphValue.Of(graph.Unflatten(output.ToFeature())), OutputName);
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
}
