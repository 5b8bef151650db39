namespace Lana.Onnx;

/// <summary>Writes the softmax along one axis.</summary>
internal static class SoftmaxEmission
{
    private const int FirstOfOneAxis = 13;

    /// <summary>Writes the softmax of a value of the given rank.</summary>
    public static OnnxValue Softmax(this OnnxGraph graph, OnnxValue value, int axis, int rank) =>
        new(graph.Softmax("Softmax", value.Name, axis, rank), value.Shape);

    /// <summary>Writes the softmax, or its logarithm, of a tensor of the given rank.</summary>
    /// <remarks>Before opset 13 all axes from the given one on are treated as one: only the last axis can be used
    /// alone.</remarks>
    public static string Softmax(this OnnxGraph graph, string type, string input, int axis, int rank)
    {
        if (graph.Opset >= FirstOfOneAxis || axis == rank - 1)
        {
            return graph.AddNode(type, [input], ("axis", (long)axis));
        }

        long[] order = [.. Enumerable.Range(0, rank).Select(place => (long)(place == axis ? rank - 1 : place == rank - 1 ? axis : place))];
        var turned = graph.AddNode("Transpose", [input], ("perm", order));
        var shares = graph.AddNode(type, [turned], ("axis", rank - 1L));
        return graph.AddNode("Transpose", [shares], ("perm", order));
    }
}
