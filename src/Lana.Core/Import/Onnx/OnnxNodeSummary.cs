namespace Lana.Import.Onnx;

/// <summary>A summary of several nodes of a file.</summary>
public sealed record OnnxNodeSummary
{
    internal OnnxNodeSummary()
    {
    }

    /// <summary>The names of the nodes, in the order in which they run; unnamed ones by operator and output.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>The operators and how often each occurs, the most frequent first, for example
    /// <c>3 Conv, 3 Relu, 1 Add</c>.</summary>
    public required string Operators { get; init; }

    /// <summary>The number of convolutions among them, transposed ones not counted.</summary>
    public required int Convolutions { get; init; }

    /// <summary>Multiply-accumulates for one image.</summary>
    public required long Macs { get; init; }

    /// <summary>Their share of the multiply-accumulates of the whole network, 0 to 1.</summary>
    public required double Share { get; init; }
}
