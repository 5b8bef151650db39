namespace Lana.Onnx;

/// <summary>An opset has no form of an operator.</summary>
/// <param name="type">The operator.</param>
/// <param name="opset">The opset.</param>
internal sealed class OpsetException(string type, int opset) : Exception($"Opset {opset} has no form of {type}.");
