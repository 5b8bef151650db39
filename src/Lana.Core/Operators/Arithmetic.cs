using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Combines two tensors, or a tensor and a constant, element by element. Axes of size 1 are repeated.</summary>
/// <remarks>Fine-tuning does not change the constant of a <see cref="ArithmeticFunction.Power"/>: an exponent has no
/// gradient for a negative base.</remarks>
/// <param name="Function">The function to compute.</param>
public sealed record Arithmetic(ArithmeticFunction Function) : TensorOperator
{
    /// <summary>The constant that replaces one of the two tensors; its axes are the last ones of the result.</summary>
    /// <value><see langword="null"/> by default: both are tensors.</value>
    public OperatorWeight? Constant { get; init; }

    /// <summary>Gets a value that indicates whether the constant is the left operand.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IsConstantFirst { get; init; }

    internal override ImmutableArray<OperatorWeight> Weights => Constant is null ? [] : [Constant];

    internal override int BufferCount => Function == ArithmeticFunction.Power ? Weights.Length : 0;

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var wanted = Constant is null ? 2 : 1;
        if (inputs.Length != wanted)
        {
            throw new ArgumentException($"{Function} takes {wanted} tensors; got {inputs.Length}.", nameof(inputs));
        }

        var (left, right) = (inputs[0], Constant?.Shape ?? inputs[1]);
        return (Constant is null ? left.Rank != right.Rank : left.Rank < right.Rank)
            ? throw new ArgumentException($"{Function} takes tensors of one rank; got {left} and {right}.", nameof(inputs))
            : OperatorGuard.Broadcast($"{Function}", left, right);
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var (left, right) = Operands(inputs, weights);
        return Function switch
        {
            ArithmeticFunction.Add => left.add(right),
            ArithmeticFunction.Subtract => left.sub(right),
            ArithmeticFunction.Multiply => left.mul(right),
            ArithmeticFunction.Divide => left.div(right),
            ArithmeticFunction.Power => left.pow(right),
            ArithmeticFunction.Minimum => left.minimum(right),
            _ => left.maximum(right),
        };
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var (left, right) = Operands(inputs, weights);
        return graph.AddNode(
            Function switch
            {
                ArithmeticFunction.Add => "Add",
                ArithmeticFunction.Subtract => "Sub",
                ArithmeticFunction.Multiply => "Mul",
                ArithmeticFunction.Divide => "Div",
                ArithmeticFunction.Power => "Pow",
                ArithmeticFunction.Minimum => "Min",
                _ => "Max",
            },
            [left, right]);
    }

    private (T Left, T Right) Operands<T>(ReadOnlySpan<T> inputs, ReadOnlySpan<T> weights) =>
        Constant is null ? (inputs[0], inputs[1])
        : IsConstantFirst ? (weights[0], inputs[0])
        : (inputs[0], weights[0]);
}
