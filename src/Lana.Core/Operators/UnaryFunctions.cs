using Lana.Kernels;
using Lana.Onnx;
using TorchSharp;

namespace Lana.Operators;

/// <summary>The functions of one number on tensors and as ONNX nodes.</summary>
internal static class UnaryFunctions
{
    private const double DefaultSlope = 0.01;
    private const double DefaultEluScale = 1.0;
    private const double DefaultHardSlope = 1.0 / 6.0;
    private const double DefaultHardShift = 0.5;
    private const double CubicShare = 0.044715;

    private static readonly Scalar Zero = 0.0;

    public static Tensor Run(UnaryFunction function, Tensor input, double? alpha, double? beta) => function switch
    {
        UnaryFunction.Relu => input.relu(),
        UnaryFunction.LeakyRelu => LeakyRelu(input, alpha ?? DefaultSlope),
        UnaryFunction.Elu => Elu(input, alpha ?? DefaultEluScale),
        UnaryFunction.Selu => input.selu(),
        UnaryFunction.Silu => input.silu(),
        UnaryFunction.HardSwish => input.hardswish(),
        UnaryFunction.HardSigmoid when alpha is null && beta is null => input.hardsigmoid(),
        UnaryFunction.HardSigmoid => HardSigmoid(input, alpha ?? DefaultHardSlope, beta ?? DefaultHardShift),
        UnaryFunction.Sigmoid => input.sigmoid(),
        UnaryFunction.Tanh => input.tanh(),
        UnaryFunction.Softplus => input.softplus(),
        UnaryFunction.Softsign => Softsign(input),
        UnaryFunction.Erf => input.erf(),
        UnaryFunction.Gelu => input.gelu(),
        UnaryFunction.GeluTanh => input.gelu(TorchSharp.Modules.GELU.Approximate.tanh),
        UnaryFunction.Mish => nn.functional.mish(input, inplace: false),
        UnaryFunction.Exp => input.exp(),
        UnaryFunction.Log => input.log(),
        UnaryFunction.Sqrt => input.sqrt(),
        UnaryFunction.Abs => input.abs(),
        UnaryFunction.Negate => input.neg(),
        UnaryFunction.Reciprocal => input.reciprocal(),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Unknown function."),
    };

    public static string Emit(UnaryFunction function, OnnxGraph graph, string input, double? alpha, double? beta) => function switch
    {
        UnaryFunction.LeakyRelu => graph.AddNode("LeakyRelu", [input], ("alpha", (float)(alpha ?? DefaultSlope))),
        UnaryFunction.Elu => graph.AddNode("Elu", [input], ("alpha", (float)(alpha ?? DefaultEluScale))),
        UnaryFunction.HardSigmoid => graph.AddNode(
            "HardSigmoid",
            [input],
            ("alpha", (float)(alpha ?? DefaultHardSlope)),
            ("beta", (float)(beta ?? DefaultHardShift))),
        UnaryFunction.Silu => graph.AddNode("Mul", [input, graph.AddNode("Sigmoid", [input])]),
        UnaryFunction.Mish => graph.AddNode("Mul", [input, graph.AddNode("Tanh", [graph.AddNode("Softplus", [input])])]),
        UnaryFunction.Gelu => EmitGelu(graph, input),
        UnaryFunction.GeluTanh => EmitGeluTanh(graph, input),
        UnaryFunction.Negate => graph.AddNode("Neg", [input]),
        _ => graph.AddNode($"{function}", [input]),
    };

    private static Tensor LeakyRelu(Tensor input, double alpha)
    {
        using Scalar slope = alpha;
        return input.leaky_relu(slope);
    }

    private static Tensor Elu(Tensor input, double alpha)
    {
        using Scalar scale = alpha;
        return input.elu(scale, Elementwise.One, Elementwise.One);
    }

    private static Tensor HardSigmoid(Tensor input, double alpha, double beta)
    {
        using Scalar slope = alpha;
        using Scalar shift = beta;
        using var scaled = input.mul(slope);
        using var line = scaled.add(shift);
        return line.clamp(Zero, Elementwise.One);
    }

    private static Tensor Softsign(Tensor input)
    {
        using var size = input.abs();
        using var divisor = size.add(Elementwise.One);
        return input.div(divisor);
    }

    // ONNX Runtime recognises this order of nodes and runs one kernel.
    private static string EmitGelu(OnnxGraph graph, string input)
    {
        var error = graph.AddNode("Erf", [graph.AddNode("Div", [input, graph.Scalar(Math.Sqrt(2.0))])]);
        var share = graph.AddNode("Add", [error, graph.Scalar(1.0)]);
        return graph.AddNode("Mul", [graph.AddNode("Mul", [input, share]), graph.Scalar(0.5)]);
    }

    // 0.5 · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))
    private static string EmitGeluTanh(OnnxGraph graph, string input)
    {
        var cube = graph.AddNode("Mul", [graph.AddNode("Pow", [input, graph.Scalar(3.0)]), graph.Scalar(CubicShare)]);
        var inner = graph.AddNode("Mul", [graph.AddNode("Add", [input, cube]), graph.Scalar(Math.Sqrt(2.0 / Math.PI))]);
        var share = graph.AddNode("Add", [graph.AddNode("Tanh", [inner]), graph.Scalar(1.0)]);
        return graph.AddNode("Mul", [input, graph.AddNode("Mul", [share, graph.Scalar(0.5)])]);
    }
}
