using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>A node in its normal form, traced with two batch sizes.</summary>
/// <param name="Proto">The node in the file.</param>
/// <param name="First">The node with <see cref="OnnxTracer.FirstBatch"/> examples.</param>
/// <param name="Second">The node with <see cref="OnnxTracer.SecondBatch"/> examples.</param>
internal readonly record struct TracedStep(NodeProto Proto, NodeResult First, NodeResult Second)
{
    /// <summary>True if the output is known before the network runs.</summary>
    public bool IsKnown => Outputs.All(output => output.IsKnown);

    /// <summary>Returns true if the node computes one of some values.</summary>
    public bool MakesAnyOf(HashSet<string> names) => First.Outputs.Any(output => names.Contains(output.Name));

    /// <summary>The input tensors; null for an optional one that is absent.</summary>
    public IEnumerable<TracedPair?> Inputs => First.Inputs.Zip(
        Second.Inputs, (first, second) => first is null || second is null ? (TracedPair?)null : new(first, second));

    /// <summary>The output tensors.</summary>
    public IEnumerable<TracedPair> Outputs =>
        First.Outputs.Zip(Second.Outputs, (first, second) => new TracedPair(first, second));
}
