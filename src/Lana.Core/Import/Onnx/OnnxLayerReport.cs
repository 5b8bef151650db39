using Lana.Networks;

namespace Lana.Import.Onnx;

/// <summary>A layer of an imported network, and the part of the file that it was made of.</summary>
public sealed record OnnxLayerReport
{
    internal OnnxLayerReport()
    {
    }

    /// <summary>The layer: its name, shapes and definition.</summary>
    public required Layer Layer { get; init; }

    /// <summary>The tensor of the file that goes in.</summary>
    public required string Entry { get; init; }

    /// <summary>The tensor of the file that comes out.</summary>
    public required string Exit { get; init; }

    /// <summary>The nodes of the file, convolutions and all.</summary>
    public required OnnxNodeSummary Nodes { get; init; }
}
