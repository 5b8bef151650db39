namespace Lana.Import.Onnx;

/// <summary>A node cannot be imported; the reader collects these and reports all nodes at once.</summary>
/// <param name="reason">The error, as a clause without the node's name.</param>
internal sealed class InvalidNodeException(string reason) : Exception(reason);
