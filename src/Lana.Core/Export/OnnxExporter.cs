using Google.Protobuf;
using Lana.Definitions;
using Lana.Networks;
using Lana.Onnx;

namespace Lana.Export;

/// <summary>Writes networks and operations as fused float32 ONNX: opset 17, IR version 8, free batch size.</summary>
/// <remarks>A network that was read from an ONNX file, or made from one by replacing layers and training, is written
/// into that file: inputs, outputs, opset, metadata and every node whose definition and weights did not change stay
/// unchanged. If the opset of the file has no form of an operator, all nodes are written in opset 17; inputs and
/// outputs stay even then.</remarks>
public static class OnnxExporter
{
    /// <summary>The name of the one input, float32 [N, C, H, W], of a network that was not read from an ONNX file.</summary>
    public const string InputName = "input";

    /// <summary>The name of the one output: logits [N, K] of a network, [N, C', H', W'] of an operation.</summary>
    public const string OutputName = "output";

    /// <summary>Exports a network as the bytes of an ONNX file.</summary>
    /// <param name="network">The network; it is not changed: a fused copy is exported.</param>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The opset of the file that the network was read from has no form of
    /// an operator, and the nodes after its outputs are kept in that opset.</exception>
    public static byte[] Export(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Template is { } template
            ? Detached(() => DropInWriter.Write(network, template).ToByteArray())
            : Write(network.Name, graph => Emit(network, graph));
    }

    /// <summary>Writes a network to an ONNX file, completely or not at all.</summary>
    /// <param name="network">The network; it is not changed: a fused copy is exported.</param>
    /// <param name="path">The file to write; replaced if it exists.</param>
    /// <exception cref="InvalidOperationException">As for <see cref="Export(Network)"/>.</exception>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public static void Export(Network network, string path) => AtomicFile.WriteAllBytes(path, Export(network));

    /// <summary>Exports an operation as the bytes of an ONNX file.</summary>
    /// <param name="module">The operation; it is not changed: a fused copy is exported.</param>
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

    private static byte[] Write(string name, Action<OnnxGraph> emit) => Detached(() =>
    {
        var graph = new OnnxGraph(name);
        emit(graph);
        return graph.ToModel().ToByteArray();
    });

    private static byte[] Detached(Func<byte[]> write)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return write();
    }

    private static void Emit(Network network, OnnxGraph graph)
    {
        var plan = network.Definition.Plan;
        var values = new GraphRunner(plan, network.Parts).Emit(
            graph, GraphValue.Of(graph.Input(InputName, network.Input)), node => graph.Prefix = network.PrefixOf(node));
        foreach (var output in network.Definition.Outputs)
        {
            var value = values[plan.ValueOf(output.Value, network.Name)];
            graph.Output(output.IsFlat ? GraphValue.Of(graph.Flatten(value.ToFeature())) : value, output.Name);
        }
    }
}
