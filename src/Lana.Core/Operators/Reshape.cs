using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Gives the numbers of each example another shape; their order stays. Adds or removes axes of size 1 too.</summary>
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
