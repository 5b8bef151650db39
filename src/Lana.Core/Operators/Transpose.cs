using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Reorders the axes after the batch.</summary>
/// <param name="Order">The input axis of each axis of the result, 0 for the first one after the batch.</param>
/// <exception cref="ArgumentException">The order does not have each axis once.</exception>
public sealed record Transpose(ImmutableArray<int> Order) : TensorOperator
{
    /// <summary>The input axis of each axis of the result, 0 for the first one after the batch.</summary>
    /// <exception cref="ArgumentException">The order does not have each axis once.</exception>
    public ImmutableArray<int> Order { get; init => field = Permutation(value); } = Permutation(Order);

    /// <inheritdoc/>
    public bool Equals(Transpose? other) => other is not null && Order.SequenceEqual(other.Order);

    /// <inheritdoc/>
    public override int GetHashCode() => Order.Aggregate(17, HashCode.Combine);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A transpose", inputs);
        return input.Rank == Order.Length
            ? new TensorShape(Order.Select(axis => input.Sizes[axis]).ToArray())
            : throw new ArgumentException(
                $"A transpose to the order {OperatorGuard.Text(Order)} takes {Order.Length} axes; got {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights) => inputs[0].permute(Axes());

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("Transpose", inputs, ("perm", Axes()));

    private long[] Axes() => [0, .. OperatorEmission.WithBatch(Order)];

    private static ImmutableArray<int> Permutation(ImmutableArray<int> order) =>
        !order.IsDefault && order.Order().SequenceEqual(Enumerable.Range(0, order.Length))
            ? order
            : throw new ArgumentException($"An order has each axis once; got {OperatorGuard.Text(order)}.", nameof(order));
}
