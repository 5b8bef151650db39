using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Reduces a tensor of any rank along some of its axes.</summary>
/// <param name="Function">The function of the numbers along the axes.</param>
/// <param name="Axes">The axes, each once and at least one; 0 for the first one after the batch.</param>
/// <exception cref="ArgumentException">There is no axis, one is negative, or one occurs twice.</exception>
public sealed record Reduce(ReduceFunction Function, ImmutableArray<int> Axes) : TensorOperator
{
    /// <summary>The axes, each once and at least one; 0 for the first one after the batch.</summary>
    /// <exception cref="ArgumentException">There is no axis, one is negative, or one occurs twice.</exception>
    public ImmutableArray<int> Axes { get; init => field = Given(value); } = Given(Axes);

    /// <summary>Gets a value that indicates whether the axes stay with size 1.</summary>
    /// <value><see langword="false"/> by default: they disappear.</value>
    public bool KeepsAxes { get; init; }

    /// <inheritdoc/>
    public bool Equals(Reduce? other) => other is not null
        && Function == other.Function
        && KeepsAxes == other.KeepsAxes
        && Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => Axes.Aggregate(HashCode.Combine(Function, KeepsAxes), HashCode.Combine);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A reduction", inputs);
        OperatorGuard.SizeOf("A reduction", input, Axes.Max());
        var sizes = Enumerable.Range(0, input.Rank)
            .Where(axis => KeepsAxes || !Axes.Contains(axis))
            .Select(axis => Axes.Contains(axis) ? 1 : input.Sizes[axis]);
        return new TensorShape(sizes.ToArray());
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var (input, axes) = (inputs[0], OperatorEmission.WithBatch(Axes));
        return Function switch
        {
            ReduceFunction.Mean => input.mean(axes, KeepsAxes),
            ReduceFunction.Sum => input.sum(axes, KeepsAxes),
            ReduceFunction.Max => input.amax(axes, KeepsAxes),
            ReduceFunction.Min => input.amin(axes, KeepsAxes),
            _ => linalg.vector_norm(input, 2.0, axes, KeepsAxes),
        };
    }

    // In opset 17 the axes are an input of a sum, and an attribute of the other reductions.
    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var (axes, keeps) = (OperatorEmission.WithBatch(Axes), KeepsAxes ? 1L : 0L);
        return Function == ReduceFunction.Sum
            ? graph.AddNode("ReduceSum", [inputs[0], graph.Integers(axes)], ("keepdims", keeps))
            : graph.AddNode($"Reduce{Function}", inputs, ("axes", axes), ("keepdims", keeps));
    }

    private static ImmutableArray<int> Given(ImmutableArray<int> axes)
    {
        OperatorGuard.AtLeast(0, axes, nameof(Axes));
        return !axes.IsEmpty && axes.Distinct().Count() == axes.Length
            ? axes
            : throw new ArgumentException($"A reduction has at least one axis, each once; got {OperatorGuard.Text(axes)}.", nameof(axes));
    }
}
