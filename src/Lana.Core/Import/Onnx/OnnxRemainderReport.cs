namespace Lana.Import.Onnx;

/// <summary>Nodes of a file that are in no layer, for one reason.</summary>
public sealed record OnnxRemainderReport
{
    internal OnnxRemainderReport()
    {
    }

    /// <summary>The reason why they are in no layer, as a clause, for example
    /// <c>a transposed convolution between layers</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The nodes.</summary>
    public required OnnxNodeSummary Nodes { get; init; }
}
