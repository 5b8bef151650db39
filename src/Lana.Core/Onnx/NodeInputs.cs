using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>The inputs of nodes of a file.</summary>
internal static class NodeInputs
{
    /// <summary>Returns the tensors that a node uses, also inside the bodies of loops and branches.</summary>
    public static IEnumerable<string> Taken(this NodeProto node) =>
        node.Input.Where(name => name.Length > 0).Concat(node.Bodies().SelectMany(body => body.Node.SelectMany(Taken)
            .Concat(body.Output.Select(output => output.Name))));

    /// <summary>Returns the node's operator, and those inside the bodies of loops and branches.</summary>
    public static IEnumerable<string> Operators(this NodeProto node) =>
        node.Bodies().SelectMany(body => body.Node.SelectMany(Operators)).Prepend(node.OpType);

    /// <summary>Returns true if the node computes the shape of a tensor, which does not depend on the numbers in it.</summary>
    public static bool IsShape(this NodeProto node) => node is { OpType: "Shape", Domain: "" or "ai.onnx", Input.Count: 1 };

    private static IEnumerable<GraphProto> Bodies(this NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.G is { } body ? attribute.Graphs.Append(body) : attribute.Graphs);
}
