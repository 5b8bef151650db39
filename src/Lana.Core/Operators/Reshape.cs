using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Changes the shape of each example; the order of its numbers stays the same. Can also add or remove axes of
/// size 1.</summary>
/// <param name="Shape">The shape of one example afterwards.</param>
public sealed record Reshape(TensorShape Shape) : TensorOperator
{
    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A reshape", inputs);
        return input.Count == Shape.Count
            ? Shape
            : throw new ArgumentException($"{input} cannot be reshaped to {Shape}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        inputs[0].reshape(Shape.WithBatch(inputs[0].shape[0]));

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.Reshape(inputs[0], Shape);
}
