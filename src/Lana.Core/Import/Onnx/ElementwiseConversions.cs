using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Functions of single numbers and of pairs of numbers.</summary>
internal static class ElementwiseConversions
{
    private const float SeluAlpha = 1.67326319f;
    private const float SeluGamma = 1.05070102f;

    /// <summary>Converts to a definition if the input is a feature, so that pruning can follow it, and otherwise to an
    /// operator.</summary>
    public static string Activate(NodeConversion node, Activation activation, UnaryFunction function) => node.Shape.IsFeature
        ? node.Define(_ => new Activate(activation))
        : node.Apply(new Unary(function));

    public static string Selu(NodeConversion node)
    {
        var (alpha, gamma) = (node.Attributes.Float("alpha", SeluAlpha), node.Attributes.Float("gamma", SeluGamma));
        return Math.Abs(alpha - SeluAlpha) < 1e-5f && Math.Abs(gamma - SeluGamma) < 1e-5f
            ? Activate(node, Activation.Selu, UnaryFunction.Selu)
            : throw new InvalidNodeException($"its alpha {alpha} and gamma {gamma} are not those of the function's paper");
    }

    public static string Gelu(NodeConversion node) => node.Attributes.Text("approximate", "none") == "none"
        ? Activate(node, Activation.Gelu, UnaryFunction.Gelu)
        : node.Apply(new Unary(UnaryFunction.GeluTanh));

    /// <summary>A function with parameters of its own.</summary>
    public static string Scaled(NodeConversion node, UnaryFunction function)
    {
        double alpha = node.Attributes.Float("alpha");
        return node.Shape.IsFeature && function == UnaryFunction.LeakyRelu ? node.Define(_ => new LeakyRelu(alpha))
            : function == UnaryFunction.HardSigmoid && IsStandard(node) ? node.Define(_ => new Activate(Activation.HardSigmoid))
            : node.Apply(new Unary(function)
            {
                Alpha = alpha,
                Beta = function == UnaryFunction.HardSigmoid ? node.Attributes.Float("beta") : null,
            });
    }

    public static string Clip(NodeConversion node)
    {
        double? min = node.Attributes.Has("min") ? node.Attributes.Float("min") : null;
        double? max = node.Attributes.Has("max") ? node.Attributes.Float("max") : null;
        return (min, max) is (0.0, 6.0) && node.Shape.IsFeature
            ? node.Define(_ => new Activate(Activation.Relu6))
            : node.Apply(new Clamp { Min = Finite(min), Max = Finite(max) });
    }

    public static string PRelu(NodeConversion node) =>
        node.Apply(name => new ParametricRelu(node.Weight($"{name}.weight", 1, Aligned(node.Constant(1), node.Shape))));

    /// <summary>Combines two inputs, or more of a function for which their order does not matter.</summary>
    public static string Combine(NodeConversion node, ArithmeticFunction function)
    {
        if (node.Inputs == 2 && node.IsConstant(0))
        {
            return WithConstant(node, function, node.Value(1), node.ShapeOf(1), constant: 0);
        }

        var values = Enumerable.Range(0, node.Inputs).Where(input => !node.IsConstant(input)).ToList();
        var (result, shape) = (node.Value(values[0]), node.ShapeOf(values[0]));
        foreach (var input in values.Skip(1))
        {
            result = node.Apply(new Arithmetic(function), result, node.Value(input));
            shape = OperatorGuard.Broadcast($"{function}", shape, node.ShapeOf(input));
        }

        foreach (var input in Enumerable.Range(0, node.Inputs).Except(values))
        {
            result = WithConstant(node, function, result, shape, input);
        }

        return result;
    }

    public static string Mean(NodeConversion node) =>
        node.Combine(ArithmeticFunction.Divide, Combine(node, ArithmeticFunction.Add), node.Inputs);

    private static string WithConstant(NodeConversion node, ArithmeticFunction function, string value, TensorShape shape, int constant)
    {
        var aligned = Aligned(node.Constant(constant), shape);
        return node.Apply(
            name => new Arithmetic(function)
            {
                Constant = node.Weight($"{name}.constant", constant, aligned),
                IsConstantFirst = constant == 0,
            },
            value);
    }

    // The hard sigmoid of PyTorch and MobileNet V3: (x + 3) / 6 between 0 and 1.
    private static bool IsStandard(NodeConversion node) => node.Shape.IsFeature
        && Math.Abs(node.Attributes.Float("alpha") - (1.0f / 6.0f)) < 1e-6f
        && node.Attributes.Float("beta") == 0.5f;

    // Numbers beyond float32 in a file mean no limit.
    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    // Sizes of 1 before the axes of the value have no effect; the first of them is the batch.
    private static TensorShape Aligned(OnnxConstant constant, TensorShape value)
    {
        var sizes = NodeConversion.ShapeOf(constant).Sizes;
        while (sizes.Length > value.Rank && sizes[0] == 1)
        {
            sizes = sizes.RemoveAt(0);
        }

        return new TensorShape(sizes);
    }
}
