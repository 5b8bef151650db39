namespace Lana.Import.Onnx;

/// <summary>What a node takes: a value, a constant, or nothing where an optional input is absent.</summary>
/// <param name="Value">A value that depends on the graph's input.</param>
/// <param name="Constant">Numbers that are known. Where its first size is 1 and the values beside it have a batch, it
/// stands for every example, also in <c>Concat</c>.</param>
internal readonly record struct ImportedInput(ImportedValue? Value, OnnxConstant? Constant);
