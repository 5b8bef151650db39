using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>The activations as functions on tensors that they consume, and as ONNX nodes.</summary>
internal static class ActivationFunctions
{
    /// <summary>Applies the function to a fresh tensor; consumes it and returns the result.</summary>
    public static Tensor Consume(this Activation activation, Tensor input) => activation switch
    {
        Activation.None => input,
        // Only the result is kept for the gradient, so the input can be overwritten.
        Activation.Relu => input.relu_(),
        Activation.Silu => is_grad_enabled() ? Replace(input, input.silu()) : input.silu_(),
        Activation.Gelu => Replace(input, input.gelu()),
        Activation.Sigmoid => input.sigmoid_(),
        Activation.Relu6 => Replace(input, nn.functional.relu6(input)),
        Activation.HardSigmoid => Replace(input, nn.functional.hardsigmoid(input)),
        Activation.HardSwish => Replace(input, nn.functional.hardswish(input)),
        Activation.Tanh => input.tanh_(),
        Activation.Softplus => Replace(input, nn.functional.softplus(input)),
        Activation.Mish => Replace(input, nn.functional.mish(input, inplace: false)),
        Activation.Selu => Replace(input, nn.functional.selu(input, inplace: false)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };

    public static OnnxValue Emit(this Activation activation, OnnxGraph graph, OnnxValue input) => activation switch
    {
        Activation.None => input,
        Activation.Relu => graph.Add("Relu", input.Shape, [input]),
        Activation.Silu => graph.Add("Mul", input.Shape, [input, graph.Add("Sigmoid", input.Shape, [input])]),
        Activation.Gelu => EmitGelu(graph, input),
        Activation.Sigmoid => graph.Add("Sigmoid", input.Shape, [input]),
        Activation.Relu6 => graph.Add("Clip", input.Shape, [input, graph.Number(0.0f), graph.Number(6.0f)]),
        Activation.HardSigmoid =>
            graph.Add("HardSigmoid", input.Shape, [input], ("alpha", 1.0f / 6.0f), ("beta", 0.5f)),
        Activation.HardSwish => graph.Add("HardSwish", input.Shape, [input]),
        Activation.Tanh => graph.Add("Tanh", input.Shape, [input]),
        Activation.Softplus => graph.Add("Softplus", input.Shape, [input]),
        Activation.Mish => graph.Add("Mul", input.Shape, [input, Tanh(graph, graph.Add("Softplus", input.Shape, [input]))]),
        Activation.Selu => graph.Add("Selu", input.Shape, [input]),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };

    private static OnnxValue Tanh(OnnxGraph graph, OnnxValue input) => graph.Add("Tanh", input.Shape, [input]);

    // ONNX Runtime recognises this order of nodes and runs one kernel.
    private static OnnxValue EmitGelu(OnnxGraph graph, OnnxValue input)
    {
        var shape = input.Shape;
        var error = graph.Add("Erf", shape, [graph.Add("Div", shape, [input, graph.Number(MathF.Sqrt(2.0f))])]);
        var share = graph.Add("Add", shape, [error, graph.Number(1.0f)]);
        return graph.Add("Mul", shape, [graph.Add("Mul", shape, [input, share]), graph.Number(0.5f)]);
    }

    private static Tensor Replace(Tensor input, Tensor result)
    {
        input.Dispose();
        return result;
    }
}
