using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Recognises (x − mean) / √(variance + ε) · scale + shift as a layer norm, or, between two transposes or
/// directly over channels, as a norm of the channels of each position.</summary>
internal static class LayerNormPattern
{
    public static GraphNode? Match(PatternNodes nodes, GraphNode node)
    {
        return node.Operator is Transpose { Order: [2, 0, 1] } ? MatchTransposed(nodes, node) : MatchParts(nodes, node);
    }

    private static GraphNode? MatchTransposed(PatternNodes nodes, GraphNode node)
    {
        var isNorm = nodes.Of(node.Inputs[0]) is { Operator: LayerNormalization { Axis: 2, Bias: not null } } inner
            && nodes.Of(inner.Inputs[0]) is { Operator: Transpose { Order: [1, 2, 0] } };
        if (!isNorm)
        {
            return null;
        }

        var last = nodes.Of(node.Inputs[0])!;
        var norm = (LayerNormalization)last.Operator!;
        Keep(nodes, node.Name, norm.Scale, norm.Bias!);
        return new GraphNode(node.Name, new ChannelNorm(node.Name) { Epsilon = norm.Epsilon }, nodes.Of(last.Inputs[0])!.Inputs[0]);
    }

    private static GraphNode? MatchParts(PatternNodes nodes, GraphNode node)
    {
        if (nodes.ConstantOf(node.Name, ArithmeticFunction.Add)?.Constant is not { } shift
            || nodes.ConstantOf(node.Inputs[0], ArithmeticFunction.Multiply)?.Constant is not { } scale
            || scale.Shape != shift.Shape
            || Normalised(nodes, nodes.Of(node.Inputs[0])!.Inputs[0]) is not var (value, axis, epsilon))
        {
            return null;
        }

        var shape = nodes.ShapeOf(value);
        var channels = new TensorShape(shape.Sizes[axis]);
        var isLast = axis == shape.Rank - 1 && scale.Shape.Count == channels.Count && scale.Shape.Sizes[^1] == channels.Count;
        var isFirst = axis == 0 && shape.IsFeature && scale.Shape == new TensorShape(shape.Sizes[0], 1, 1);
        if (!isLast && !isFirst)
        {
            return null;
        }

        Keep(nodes, node.Name, scale, shift);
        return isFirst
            ? new GraphNode(node.Name, new ChannelNorm(node.Name) { Epsilon = epsilon }, value)
            : new GraphNode(
                node.Name,
                new LayerNormalization(axis, new OperatorWeight(Scale(node.Name), channels))
                {
                    Bias = new OperatorWeight(Shift(node.Name), channels),
                    Epsilon = epsilon,
                },
                value);
    }

    // x, the axis and ε of (x − mean) / √(variance + ε)
    private static (string Value, int Axis, double Epsilon)? Normalised(PatternNodes nodes, string value)
    {
        if (nodes.Pair(value, ArithmeticFunction.Divide) is not var (centred, deviation)
            || nodes.Pair(centred, ArithmeticFunction.Subtract) is not var (given, mean)
            || Mean(nodes, mean) is not var (averaged, axis)
            || averaged != given
            || nodes.Of(deviation) is not { Operator: Unary { Function: UnaryFunction.Sqrt }, Inputs: [var sum] }
            || nodes.ConstantOf(sum, ArithmeticFunction.Add)?.Constant is not { Shape.Count: 1 } epsilon
            || Mean(nodes, nodes.Of(sum)!.Inputs[0]) is not var (square, squareAxis)
            || squareAxis != axis
            || !IsSquare(nodes, square, centred))
        {
            return null;
        }

        return nodes.Weights[epsilon.Name][0] is > 0.0f and var number ? (given, axis, number) : null;
    }

    private static (string Value, int Axis)? Mean(PatternNodes nodes, string value) =>
        nodes.Of(value) is { Operator: Reduce { Function: ReduceFunction.Mean, KeepsAxes: true, Axes: [var axis] }, Inputs: [var input] }
            ? (input, axis)
            : null;

    private static bool IsSquare(PatternNodes nodes, string value, string root) =>
        nodes.Before(value, ArithmeticFunction.Power, 2.0) == root
        || nodes.Pair(value, ArithmeticFunction.Multiply) == (root, root);

    private static void Keep(PatternNodes nodes, string name, OperatorWeight scale, OperatorWeight shift)
    {
        nodes.Weights[Scale(name)] = nodes.Weights[scale.Name];
        nodes.Weights[Shift(name)] = nodes.Weights[shift.Name];
    }

    private static string Scale(string name) => $"{name}.weight";

    private static string Shift(string name) => $"{name}.bias";
}
