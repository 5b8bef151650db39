using Google.Protobuf;
using Lana.Networks;
using Lana.Onnx;
using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Stores a file with the network that was made from it.</summary>
internal static class TemplateMaker
{
    /// <summary>Creates the data that is needed to write the network, after changes, into the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="part">The imported part.</param>
    /// <param name="network">The network with the weights of the file.</param>
    /// <exception cref="OnnxImportException">Data in another file cannot be read.</exception>
    public static OnnxTemplate Of(OnnxModelFile file, VerbatimTail part, Network network)
    {
        var definition = network.Definition;
        var values = definition.Nodes.Select(node => node.Name).Append(NetworkDefinition.InputName).ToHashSet(StringComparer.Ordinal);
        var tensors = part.Converted.Tensors
            .Where(pair => values.Contains(pair.Key))
            .Where(pair => definition.Plan.Shapes[definition.Plan.ValueOf(pair.Key, definition.Name)] == pair.Value.Shape)
            .ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Name, StringComparer.Ordinal);
        return new OnnxTemplate
        {
            Model = WithData(file),
            Opset = file.Opset,
            Input = part.Graph.Input.Name,
            IsChannelsLast = part.Graph.IsChannelsLast,
            IsBatchFixed = part.Graph.IsBatchFixed,
            Tensors = tensors,
            Fingerprints = NodeFingerprint.OfAll(network),
            Shapes = part.Graph.Shapes,
            Tail = part.Nodes,
        };
    }

    // Data of other files is copied into the model, which is written as one file.
    private static ModelProto WithData(OnnxModelFile file)
    {
        if (!External(file.Model.Graph).Any())
        {
            return file.Model;
        }

        var model = file.Model.Clone();
        foreach (var tensor in External(model.Graph))
        {
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(file.Tensors.ReadExternal(tensor));
            tensor.ExternalData.Clear();
            tensor.ClearDataLocation();
        }

        return model;
    }

    private static IEnumerable<TensorProto> External(GraphProto graph) => graph.Initializer
        .Concat(graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>())
        .Where(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External);
}
