using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Recognises x · sigmoid(x) as SiLU, relu6(x + 3) / 6 as hard sigmoid, and its product with x as hard
/// swish.</summary>
internal static class SwishPattern
{
    public static GraphNode? Match(PatternNodes nodes, GraphNode node)
    {
        return Sixth(nodes, node.Name) is { } inner ? MatchSixth(nodes, node, inner)
            : Gated(nodes, node.Name, HardSigmoid) is { } value ? new GraphNode(node.Name, new Activate(Activation.HardSwish), value)
            : Gated(nodes, node.Name, Sigmoid) is { } input ? new GraphNode(node.Name, new Activate(Activation.Silu), input)
            : null;
    }

    private static GraphNode? MatchSixth(PatternNodes nodes, GraphNode node, string inner) =>
        Shifted(nodes, inner) is { } value ? new GraphNode(node.Name, new Activate(Activation.HardSigmoid), value)
        : Gated(nodes, inner, Shifted) is { } gated ? new GraphNode(node.Name, new Activate(Activation.HardSwish), gated)
        : null;

    private static string? Sixth(PatternNodes nodes, string value) =>
        nodes.Before(value, ArithmeticFunction.Divide, 6.0) ?? nodes.Before(value, ArithmeticFunction.Multiply, 1.0 / 6.0);

    // x of relu6(x + 3)
    private static string? Shifted(PatternNodes nodes, string value) =>
        nodes.Of(value) is { Definition: Activate { Function: Activation.Relu6 } } relu
            ? nodes.Before(relu.Inputs[0], ArithmeticFunction.Add, 3.0)
            : null;

    private static string? HardSigmoid(PatternNodes nodes, string value) => InputOf(nodes, value, Activation.HardSigmoid);

    private static string? Sigmoid(PatternNodes nodes, string value) => InputOf(nodes, value, Activation.Sigmoid);

    private static string? InputOf(PatternNodes nodes, string value, Activation activation) =>
        nodes.Of(value) is { Definition: Activate { Function: var function } } gate && function == activation ? gate.Inputs[0] : null;

    // x of x · gate(x)
    private static string? Gated(PatternNodes nodes, string value, Func<PatternNodes, string, string?> gate) =>
        nodes.Pair(value, ArithmeticFunction.Multiply) is not var (left, right) ? null
        : gate(nodes, right) == left ? left
        : gate(nodes, left) == right ? right
        : null;
}
