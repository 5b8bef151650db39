using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Recognises activations that exporters write as several nodes, so that pruning can follow them: x · sigmoid(x) is SiLU, and
/// x · hard sigmoid(x) hard swish.</summary>
internal static class ActivationPatterns
{
    /// <summary>Replaces the products; nodes that nobody takes any more stay.</summary>
    public static IEnumerable<GraphNode> Merge(IReadOnlyList<GraphNode> nodes)
    {
        var byName = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        return nodes.Select(node => Merged(node, byName) ?? node);
    }

    private static GraphNode? Merged(GraphNode node, Dictionary<string, GraphNode> byName)
    {
        if (node is not { Operator: Arithmetic { Function: ArithmeticFunction.Multiply, Constant: null }, Inputs: [var left, var right] })
        {
            return null;
        }

        var (value, activation) = Product(left, right, byName) is { } first ? (left, first)
            : Product(right, left, byName) is { } second ? (right, second)
            : ("", Activation.None);
        return activation == Activation.None ? null : new GraphNode(node.Name, new Activate(activation), value);
    }

    private static Activation? Product(string value, string factor, Dictionary<string, GraphNode> byName) =>
        byName.TryGetValue(factor, out var gate) && gate.Inputs[0] == value && gate.Definition is Activate { Function: var function }
            ? function switch
            {
                Activation.Sigmoid => Activation.Silu,
                Activation.HardSigmoid => Activation.HardSwish,
                _ => null,
            }
            : null;
}
