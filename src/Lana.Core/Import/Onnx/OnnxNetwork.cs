using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>Makes a network that trains of an ONNX file: opset 7 to 21, one float32 or float16 input of images, any number of
/// outputs.</summary>
/// <remarks>Layers are the regions of the graph with one input and one output: paths that meet again, such as residual blocks, and
/// straight chains of at most six convolutions. <c>OnnxParity.Check(network, path)</c> compares the network with the file.</remarks>
public static class OnnxNetwork
{
    private const int MaxConvolutions = 6;

    /// <summary>Reads a file and finds its layers.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="size">Height and width of the images where the file leaves them open; <see langword="null"/> where it does
    /// not.</param>
    /// <returns>A network that computes what the file does; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">There is no path.</exception>
    /// <exception cref="OnnxImportException">The file is missing or damaged, a node cannot be imported, or no layer was found; the
    /// message names every such node.</exception>
    /// <exception cref="Native.TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public static Network Load(string path, SpatialSize? size = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = OnnxModelFile.Read(path);
        var tail = VerbatimTail.Cut(file, size);
        var definition = Define(tail.Graph, tail.Converted, path);
        var network = definition.Build();
        tail.Converted.Fill(network.NamedWeights.Select(pair => pair.Weight));
        return network.From(TemplateMaker.Of(file, tail, network));
    }

    /// <summary>What a file's network is, and the numbers of its weights.</summary>
    /// <exception cref="OnnxImportException">As for <see cref="Load"/>.</exception>
    internal static (NetworkDefinition Definition, ConvertedGraph Converted) Define(string path, SpatialSize? size = null)
    {
        var tail = VerbatimTail.Cut(OnnxModelFile.Read(path), size);
        return (Define(tail.Graph, tail.Converted, path), tail.Converted);
    }

    private static NetworkDefinition Define(ImportedGraph graph, ConvertedGraph converted, string path)
    {
        try
        {
            var outputs = graph.Outputs.Select(output => output.Name).ToList();
            return LayerGrouping.Define(NameOf(graph, path), converted, outputs, MaxConvolutions);
        }
        catch (Exception cause) when (cause is ArgumentException or OverflowException)
        {
            throw new OnnxImportException(path, cause.Message, cause);
        }
    }

    private static string NameOf(ImportedGraph graph, string path) =>
        graph.Name.Length > 0 ? Shortened.Of(graph.Name) : Path.GetFileNameWithoutExtension(path);
}
