using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>A network as read from an ONNX file: operators in their normal form, shapes known, the batch size free.</summary>
internal sealed record ImportedGraph
{
    /// <summary>The graph's name in the file; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>The one input, in the file's own layout.</summary>
    public required ImportedValue Input { get; init; }

    /// <summary>The nodes, each after those whose outputs it uses.</summary>
    public required ImmutableArray<ImportedNode> Nodes { get; init; }

    /// <summary>The outputs in the order of the file.</summary>
    public required ImmutableArray<ImportedValue> Outputs { get; init; }

    /// <summary>The value of each tensor of the file, by the tensor's name; after nodes that change nothing, several
    /// names have the same value.</summary>
    public required IReadOnlyDictionary<string, ImportedValue> Tensors { get; init; }

    /// <summary>The file as it was read.</summary>
    public required ModelProto Model { get; init; }

    /// <summary>The sizes of the tensors whose shapes were requested; −1 for the batch.</summary>
    public required IReadOnlyDictionary<string, ImmutableArray<long>> Shapes { get; init; }

    /// <summary>True if the input is [N, H, W, C] instead of [N, C, H, W].</summary>
    public required bool IsChannelsLast { get; init; }

    /// <summary>True if the file fixes the batch at 1; in this graph it is free nevertheless.</summary>
    public required bool IsBatchFixed { get; init; }
}
