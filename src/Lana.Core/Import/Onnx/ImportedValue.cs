namespace Lana.Import.Onnx;

/// <summary>A tensor that depends on the graph's input.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Shape">The shape of one example; the batch is the first axis before it.</param>
internal sealed record ImportedValue(string Name, TensorShape Shape);
