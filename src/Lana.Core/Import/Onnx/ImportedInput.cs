namespace Lana.Import.Onnx;

/// <summary>An input of a node: a value, a constant, or nothing if an optional input is absent.</summary>
/// <param name="Value">A value that depends on the graph's input.</param>
/// <param name="Constant">Numbers that are known. If its first size is 1 and the other values have a batch, it applies
/// to every example, also in <c>Concat</c>.</param>
internal readonly record struct ImportedInput(ImportedValue? Value, OnnxConstant? Constant);
