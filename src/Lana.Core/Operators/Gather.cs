using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Takes entries of one axis by constant indices.</summary>
/// <param name="Axis">The axis, 0 for the first one after the batch.</param>
/// <param name="Indices">The index of each entry, at least 0 and below the size of the axis; at least one.</param>
/// <exception cref="ArgumentException">There is no index, or one is negative.</exception>
public sealed record Gather(int Axis, ImmutableArray<int> Indices) : TensorOperator
{
    /// <summary>The index of each entry, at least 0 and below the size of the axis; at least one.</summary>
    /// <exception cref="ArgumentException">There is no index, or one is negative.</exception>
    public ImmutableArray<int> Indices { get; init => field = Given(value); } = Given(Indices);

    /// <inheritdoc/>
    public bool Equals(Gather? other) => other is not null && Axis == other.Axis && Indices.SequenceEqual(other.Indices);

    /// <inheritdoc/>
    public override int GetHashCode() => Indices.Aggregate(Axis, HashCode.Combine);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A gather", inputs);
        var size = OperatorGuard.SizeOf("A gather", input, Axis);
        return Indices.Max() < size
            ? new TensorShape(input.Sizes.SetItem(Axis, Indices.Length))
            : throw new ArgumentException($"Axis {Axis} of {input} has no index {Indices.Max()}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        using var indices = tensor(Longs(), device: inputs[0].device);
        return inputs[0].index_select(Axis + 1, indices);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("Gather", [inputs[0], graph.Integers(Longs())], ("axis", Axis + 1L));

    private long[] Longs() => [.. Indices.Select(index => (long)index)];

    private static ImmutableArray<int> Given(ImmutableArray<int> indices) =>
        OperatorGuard.AtLeast(0, indices, nameof(Indices)) is { IsEmpty: false } given
            ? given
            : throw new ArgumentException("A gather takes at least one index.", nameof(indices));
}
