using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Concatenates tensors along an axis.</summary>
/// <param name="Axis">The axis, 0 for the first one after the batch.</param>
public sealed record Concatenate(int Axis) : TensorOperator
{
    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        if (inputs.IsEmpty || Axis < 0 || Axis >= inputs[0].Rank)
        {
            throw new ArgumentException($"Concatenation along axis {Axis} takes at least one tensor that has it.", nameof(inputs));
        }

        var sizes = inputs[0].Sizes.ToArray();
        foreach (var input in inputs[1..])
        {
            if (input.Rank != sizes.Length || new TensorShape(input.Sizes.SetItem(Axis, 1)) != new TensorShape(inputs[0].Sizes.SetItem(Axis, 1)))
            {
                throw new ArgumentException(
                    $"Concatenation along axis {Axis} takes tensors that differ in this axis only; got {inputs[0]} and {input}.",
                    nameof(inputs));
            }

            sizes[Axis] = checked(sizes[Axis] + input.Sizes[Axis]);
        }

        return new TensorShape(sizes);
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) => cat(inputs.ToArray(), Axis + 1);

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("Concat", inputs, ("axis", Axis + 1L));
}
