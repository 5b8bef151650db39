using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Recognises x · (1 + erf(x / √2)) / 2 as GELU, in any order of the multiplications.</summary>
internal static class GeluPattern
{
    private const int MaxFactors = 4;

    public static GraphNode? Match(PatternNodes nodes, GraphNode node)
    {
        var number = 1.0;
        var values = new List<string>();
        Split(nodes, node.Name, values, ref number);
        if (values.Count != 2 || Math.Abs(number - 0.5) > 1e-5)
        {
            return null;
        }

        var value = Argument(nodes, values[1]) == values[0] ? values[0] : Argument(nodes, values[0]) == values[1] ? values[1] : null;
        return value is null ? null
            : nodes.ShapeOf(value).IsFeature ? new GraphNode(node.Name, new Activate(Activation.Gelu), value)
            : new GraphNode(node.Name, new Unary(UnaryFunction.Gelu), value);
    }

    // The factors of a product: the product of its numbers, and a list of its values.
    private static void Split(PatternNodes nodes, string value, List<string> values, ref double number)
    {
        if (values.Count < MaxFactors && nodes.Pair(value, ArithmeticFunction.Multiply) is var (left, right))
        {
            Split(nodes, left, values, ref number);
            Split(nodes, right, values, ref number);
        }
        else if (nodes.ConstantOf(value, ArithmeticFunction.Multiply)?.Constant is { Shape.Count: 1 } constant)
        {
            number *= nodes.Weights[constant.Name][0];
            Split(nodes, nodes.Of(value)!.Inputs[0], values, ref number);
        }
        else
        {
            values.Add(value);
        }
    }

    // x of 1 + erf(x / √2)
    private static string? Argument(PatternNodes nodes, string value) =>
        nodes.Before(value, ArithmeticFunction.Add, 1.0) is { } error
        && nodes.Of(error) is { Operator: Unary { Function: UnaryFunction.Erf }, Inputs: [var scaled] }
            ? nodes.Before(scaled, ArithmeticFunction.Divide, Math.Sqrt(2.0))
                ?? nodes.Before(scaled, ArithmeticFunction.Multiply, Math.Sqrt(0.5))
            : null;
}
