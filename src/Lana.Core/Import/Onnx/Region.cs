namespace Lana.Import.Onnx;

/// <summary>A part of a graph with one input and one output, which can be a layer.</summary>
/// <param name="Entry">Its input value.</param>
/// <param name="Nodes">Its nodes in their order; the value of the last one is its output.</param>
internal sealed record Region(int Entry, ImmutableArray<int> Nodes);
