using Lana.Onnx;

namespace Lana.Operators;

/// <summary>The matrix product of two tensors over their last two axes: […, m, k] and […, k, n] become […, m, n].</summary>
/// <remarks>The other axes are combined as in <see cref="Arithmetic"/>: those of size 1 are repeated.</remarks>
public sealed record MatMul : TensorOperator
{
    /// <summary>The constant that replaces one of the two tensors, of at least rank 2. The tensor has at least the rank
    /// of the constant; to the left of a matrix [k, n], a vector [k] for each example is also possible.</summary>
    /// <value><see langword="null"/> by default: both are tensors.</value>
    public OperatorWeight? Constant { get; init; }

    /// <summary>Gets a value that indicates whether the constant is the left operand.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IsConstantFirst { get; init; }

    internal override ImmutableArray<OperatorWeight> Weights => Constant is null ? [] : [Constant];

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var (left, right) = Operands(inputs);
        var isVector = Constant?.Shape.Rank == 2 && !IsConstantFirst && left.Rank == 1;
        if ((left.Rank < 2 && !isVector) || right.Rank < 2 || left.Sizes[^1] != right.Sizes[^2])
        {
            throw new ArgumentException($"{left} and {right} have no matrix product.", nameof(inputs));
        }

        if (Constant is null ? left.Rank != right.Rank : inputs[0].Rank < Constant.Shape.Rank && !isVector)
        {
            throw new ArgumentException($"A matrix product takes tensors of one rank; got {left} and {right}.", nameof(inputs));
        }

        return isVector
            ? new TensorShape(right.Sizes[^1])
            : new TensorShape(
                OperatorGuard.Broadcast("A matrix product", Stack(left), Stack(right)).Sizes.Add(left.Sizes[^2]).Add(right.Sizes[^1]));
    }

    internal override long CountMacs(ReadOnlySpan<TensorShape> inputs) =>
        checked(Infer(inputs).Count * Operands(inputs).Left.Sizes[^1]);

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        Constant is null ? inputs[0].matmul(inputs[1])
        : IsConstantFirst ? weights[0].matmul(inputs[0])
        : inputs[0].matmul(weights[0]);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode(
            "MatMul",
            Constant is null ? inputs
            : IsConstantFirst ? [weights[0], inputs[0]]
            : [inputs[0], weights[0]]);

    private static TensorShape Stack(TensorShape shape) => new(shape.Sizes[..^2]);

    private (TensorShape Left, TensorShape Right) Operands(ReadOnlySpan<TensorShape> inputs)
    {
        var wanted = Constant is null ? 2 : 1;
        return inputs.Length != wanted
            ? throw new ArgumentException($"A matrix product takes {wanted} tensors; got {inputs.Length}.", nameof(inputs))
            : Constant is null ? (inputs[0], inputs[1])
            : IsConstantFirst ? (Constant.Shape, inputs[0])
            : (inputs[0], Constant.Shape);
    }
}
