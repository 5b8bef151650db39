namespace Lana.Import.Onnx;

/// <summary>A part of a graph with one input and one output, which can be a layer.</summary>
/// <param name="Entry">The value that it takes.</param>
/// <param name="Nodes">Its nodes in their order; the last one gives its output.</param>
internal sealed record Region(int Entry, ImmutableArray<int> Nodes);
