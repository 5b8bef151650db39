using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Takes a part of one axis.</summary>
/// <param name="Axis">The axis, 0 for the first one after the batch.</param>
/// <param name="Start">The first index, at least 0.</param>
/// <param name="End">The index after the last one, above <paramref name="Start"/> and at most the size of the axis.</param>
public sealed record StridedSlice(int Axis, int Start, int End) : TensorOperator
{
    /// <summary>The step from one index to the next.</summary>
    /// <value>1 by default; at least 1.</value>
    public int Step { get; init; } = 1;

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A slice", inputs);
        var size = OperatorGuard.SizeOf("A slice", input, Axis);
        return Start >= 0 && Start < End && End <= size && Step >= 1
            ? new TensorShape(input.Sizes.SetItem(Axis, ((End - Start - 1) / Step) + 1))
            : throw new ArgumentException(
                $"A slice from {Start} to {End} by {Step} is no part of axis {Axis} of {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        inputs[0].slice(Axis + 1, Start, End, Step);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode(
            "Slice",
            [inputs[0], graph.Integers(Start), graph.Integers(End), graph.Integers(Axis + 1), graph.Integers(Step)]);
}
