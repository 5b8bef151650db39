using Lana.Onnx.Proto;

namespace Lana.Export;

/// <summary>New nodes that compute a tensor of a file.</summary>
/// <param name="Tensor">The tensor's name in the file.</param>
/// <param name="Nodes">The nodes in order; the last ones compute the tensor.</param>
internal sealed record DropInPart(string Tensor, ImmutableArray<NodeProto> Nodes);
