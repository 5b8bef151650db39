namespace Lana.Import.Onnx;

/// <summary>Reads an ONNX file as a graph of operators in their normal form, whatever its opset and exporter.</summary>
/// <remarks>The graph is traced twice, with two batch sizes. Values that are equal in both runs are constants; the
/// others are shape arithmetic, which is removed, or have the batch as their first axis. A batch that the file fixes at
/// 1 is free in the result. Dropout, conversions between floating-point types and nodes that no output needs are left
/// out.</remarks>
internal static class OnnxGraphReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The .onnx file.</param>
    /// <param name="size">Height and width of the images, if the file leaves them open.</param>
    /// <exception cref="OnnxImportException">The file is damaged or cannot be imported; the message names every node.
    /// </exception>
    public static ImportedGraph Read(string path, SpatialSize? size = null) => Read(OnnxModelFile.Read(path), size, []);

    /// <summary>Reads a file that was parsed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Height and width of the images, if the file leaves them open.</param>
    /// <param name="shapes">The tensors whose shapes are requested; those that the file does not compute are left out.</param>
    /// <exception cref="OnnxImportException">The file is damaged or cannot be imported; the message names every node.
    /// </exception>
    public static ImportedGraph Read(OnnxModelFile file, SpatialSize? size, IEnumerable<string> shapes)
    {
        OnnxFunctions.Inline(file);
        OnnxModelCheck.CheckFile(file);
        var names = new OnnxNodeNames(file.Model.Graph.Node);
        var nodes = OnnxNodeOrder.Of(file, names);
        OnnxModelCheck.CheckNodes(file, nodes, names);
        var input = OnnxInput.Of(file, size);
        var tracer = new OnnxTracer(file, input, names);
        var builder = new OnnxGraphBuilder(file, input, names, tracer);
        return new ImportedGraph
        {
            Name = file.Model.Graph.Name,
            Input = builder.Input,
            Nodes = builder.Build(tracer.Trace(nodes)),
            Outputs = builder.Outputs(),
            Tensors = builder.Tensors,
            Model = file.Model,
            Shapes = ShapesOf(shapes, tracer),
            IsChannelsLast = input.IsChannelsLast,
            IsBatchFixed = input.IsBatchFixed,
        };
    }

    private static Dictionary<string, ImmutableArray<long>> ShapesOf(IEnumerable<string> tensors, OnnxTracer tracer)
    {
        var shapes = new Dictionary<string, ImmutableArray<long>>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            if (tracer.Traced(tensor) is not { First.Dims: var first, Second.Dims: var second } pair)
            {
                continue;
            }

            if (pair.IsBatched)
            {
                shapes[tensor] = first.SetItem(0, -1);
            }
            else if (first.SequenceEqual(second))
            {
                shapes[tensor] = first;
            }
        }

        return shapes;
    }
}
