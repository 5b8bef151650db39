using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>What nodes of a file take.</summary>
internal static class NodeInputs
{
    /// <summary>The tensors that a node takes, also inside the bodies of loops and branches.</summary>
    public static IEnumerable<string> Taken(this NodeProto node) =>
        node.Input.Where(name => name.Length > 0).Concat(node.Bodies().SelectMany(body => body.Node.SelectMany(Taken)
            .Concat(body.Output.Select(output => output.Name))));

    /// <summary>The node's operator, and those inside the bodies of loops and branches.</summary>
    public static IEnumerable<string> Operators(this NodeProto node) =>
        node.Bodies().SelectMany(body => body.Node.SelectMany(Operators)).Prepend(node.OpType);

    /// <summary>Whether it gives the shape of a tensor, whatever the numbers in it.</summary>
    public static bool IsShape(this NodeProto node) => node is { OpType: "Shape", Domain: "" or "ai.onnx", Input.Count: 1 };

    private static IEnumerable<GraphProto> Bodies(this NodeProto node) =>
        node.Attribute.SelectMany(attribute => attribute.G is { } body ? attribute.Graphs.Append(body) : attribute.Graphs);
}
