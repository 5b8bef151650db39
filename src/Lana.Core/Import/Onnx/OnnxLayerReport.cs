using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>A layer of an imported network, and the part of the file from which it was made.</summary>
public sealed record OnnxLayerReport
{
    internal OnnxLayerReport()
    {
    }

    /// <summary>The layer: its name, shapes and definition.</summary>
    public required Layer Layer { get; init; }

    /// <summary>The tensor of the file that is the layer's input.</summary>
    public required string Entry { get; init; }

    /// <summary>The tensor of the file that is the layer's output.</summary>
    public required string Exit { get; init; }

    /// <summary>The nodes of the file that belong to the layer.</summary>
    public required OnnxNodeSummary Nodes { get; init; }
}
