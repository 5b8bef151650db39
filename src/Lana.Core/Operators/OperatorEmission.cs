using Lana.Kernels;
using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Writes nodes that several operators share.</summary>
internal static class OperatorEmission
{
    private const int LongestText = 64;

    /// <summary>Adds a constant list of integers, once for each content.</summary>
    public static string Integers(this OnnxGraph graph, params ReadOnlySpan<long> values)
    {
        var text = string.Join('_', values.ToArray());
        return graph.Constant($"integers_{(text.Length <= LongestText ? text : ContentHash.Of(text))}", values).Name;
    }

    /// <summary>Adds a number that belongs to a node and is not a weight.</summary>
    public static string Scalar(this OnnxGraph graph, double value) => graph.Number((float)value).Name;

    /// <summary>Reshapes each example.</summary>
    public static string Reshape(this OnnxGraph graph, string input, TensorShape shape) =>
        graph.AddNode("Reshape", [input, graph.Integers(shape.WithBatch(0))]);

    /// <summary>Pads a feature.</summary>
    public static string Pad(this OnnxGraph graph, string input, Pads pads, double value) => graph.AddNode(
        "Pad", [input, graph.Integers(0, 0, pads.Top, pads.Left, 0, 0, pads.Bottom, pads.Right), graph.Scalar(value)]);

    /// <summary>Reshapes a weight [C] to [C, 1, …], so that it can be combined with tensors [N, C, …].</summary>
    public static string PerChannel(this OnnxGraph graph, string weight, TensorShape input) =>
        graph.AddNode("Reshape", [weight, graph.Integers([-1, .. Enumerable.Repeat(1L, input.Rank - 1)])]);

    /// <summary>Converts axes, so that axis 0 is the batch.</summary>
    public static long[] WithBatch(ImmutableArray<int> axes) => [.. axes.Select(axis => axis + 1L)];
}
