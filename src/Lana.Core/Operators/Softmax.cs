using Lana.Onnx;

namespace Lana.Operators;

/// <summary>A softmax along an axis of a tensor of any rank.</summary>
/// <param name="Axis">The axis, 0 for the first one after the batch.</param>
public sealed record Softmax(int Axis) : TensorOperator
{
    /// <summary>Gets a value that indicates whether the result is the logarithm of the softmax.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool IsLogarithmic { get; init; }

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A softmax", inputs);
        OperatorGuard.SizeOf("A softmax", input, Axis);
        return input;
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) =>
        IsLogarithmic ? inputs[0].log_softmax(Axis + 1) : inputs[0].softmax(Axis + 1);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.Softmax(IsLogarithmic ? "LogSoftmax" : "Softmax", inputs[0], Axis + 1, shapes[0].Rank + 1);
}
