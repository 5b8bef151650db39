using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>The file that a network was read from, and which of its tensors the nodes of the network compute: what a changed network is
/// written into.</summary>
/// <remarks>Immutable, and shared by all networks that are made of the one that was read.</remarks>
internal sealed record OnnxTemplate
{
    /// <summary>The whole file, with the data that lay in other files; never changed.</summary>
    public required ModelProto Model { get; init; }

    /// <summary>The version of the standard operators, 7 to 21.</summary>
    public required int Opset { get; init; }

    /// <summary>The tensor that is the batch of images.</summary>
    public required string Input { get; init; }

    /// <summary>Whether images are [N, H, W, C] in the file.</summary>
    public required bool IsChannelsLast { get; init; }

    /// <summary>Whether the file takes one image at a time.</summary>
    public required bool IsBatchFixed { get; init; }

    /// <summary>The tensor that each node of the network computes, by the node's name; nodes in between have none.</summary>
    public required IReadOnlyDictionary<string, string> Tensors { get; init; }

    /// <summary>What each node of the network was when the file was read, definition and weights, by its name.</summary>
    public required IReadOnlyDictionary<string, string> Fingerprints { get; init; }

    /// <summary>The sizes of tensors whose shape the file computes with; −1 for the batch.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<long>> Shapes { get; init; }

    /// <summary>The names of the nodes after the network's outputs, which only the file has.</summary>
    public required ImmutableArray<string> Tail { get; init; }

    /// <summary>Whether the file computes in float16, so that its results are rounded more.</summary>
    public bool IsHalf => Model.Graph.Initializer
        .Concat(Model.Graph.Node.SelectMany(node => node.Attribute).Select(attribute => attribute.T).OfType<TensorProto>())
        .Any(tensor => tensor.DataType == ElementTypes.Float16);
}
