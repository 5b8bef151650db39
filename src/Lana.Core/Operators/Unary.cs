using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Applies a function to each number of a tensor of any rank.</summary>
/// <param name="Function">The function.</param>
public sealed record Unary(UnaryFunction Function) : TensorOperator
{
    /// <summary>α of <see cref="UnaryFunction.LeakyRelu"/>, <see cref="UnaryFunction.Elu"/> and
    /// <see cref="UnaryFunction.HardSigmoid"/>, finite.</summary>
    /// <value><see langword="null"/> by default: the function's default.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double? Alpha { get; init => field = OperatorGuard.Finite(value, nameof(Alpha)); }

    /// <summary>β of <see cref="UnaryFunction.HardSigmoid"/>, finite.</summary>
    /// <value><see langword="null"/> by default: 0.5.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double? Beta { get; init => field = OperatorGuard.Finite(value, nameof(Beta)); }

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var hasAlpha = Function is UnaryFunction.LeakyRelu or UnaryFunction.Elu or UnaryFunction.HardSigmoid;
        if ((Alpha is not null && !hasAlpha) || (Beta is not null && Function != UnaryFunction.HardSigmoid))
        {
            throw new ArgumentException($"{Function} has no such parameter; got {this}.", nameof(inputs));
        }

        return OperatorGuard.Single($"{Function}", inputs);
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        UnaryFunctions.Run(Function, inputs[0], Alpha, Beta);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        UnaryFunctions.Emit(Function, graph, inputs[0], Alpha, Beta);
}
