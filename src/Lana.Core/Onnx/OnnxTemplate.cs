using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>The file from which a network was read, and the tensors of it that the nodes of the network compute: a
/// changed network is written into this file.</summary>
/// <remarks>Immutable, and shared by all networks that are made from the one that was read.</remarks>
internal sealed record OnnxTemplate
{
    /// <summary>The whole file, including the data of other files; never changed.</summary>
    public required ModelProto Model { get; init; }

    /// <summary>The version of the standard operators, 7 to 21.</summary>
    public required int Opset { get; init; }

    /// <summary>The name of the tensor with the batch of images.</summary>
    public required string Input { get; init; }

    /// <summary>True if images are [N, H, W, C] in the file.</summary>
    public required bool IsChannelsLast { get; init; }

    /// <summary>True if the file accepts only one image at a time.</summary>
    public required bool IsBatchFixed { get; init; }

    /// <summary>The tensor that each node of the network computes, by the node's name; intermediate nodes have none.</summary>
    public required IReadOnlyDictionary<string, string> Tensors { get; init; }

    /// <summary>The fingerprint of each node's definition and weights when the file was read, by the node's name.</summary>
    public required IReadOnlyDictionary<string, string> Fingerprints { get; init; }

    /// <summary>The sizes of tensors whose shape the file uses in computations; −1 for the batch.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<long>> Shapes { get; init; }

    /// <summary>The names of the nodes after the network's outputs, which only the file has.</summary>
    public required ImmutableArray<string> Tail { get; init; }

    /// <summary>True if the file computes in float16, so that its results have larger rounding errors.</summary>
    public bool IsHalf => Model.Graph.Initializer
        .Concat(Model.Graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>())
        .Any(tensor => tensor.DataType == ElementTypes.Float16);
}
