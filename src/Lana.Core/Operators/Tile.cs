using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Repeats a tensor along its axes: [a, b] becomes [a · r₀, b · r₁]. This expands an axis of size 1.</summary>
/// <param name="Repeats">The number of repetitions of each axis after the batch, at least 1.</param>
/// <exception cref="ArgumentException">A number is below 1.</exception>
public sealed record Tile(ImmutableArray<int> Repeats) : TensorOperator
{
    /// <summary>The number of repetitions of each axis after the batch, at least 1.</summary>
    /// <exception cref="ArgumentException">A number is below 1.</exception>
    public ImmutableArray<int> Repeats { get; init => field = OperatorGuard.AtLeast(1, value, nameof(Repeats)); } =
        OperatorGuard.AtLeast(1, Repeats, nameof(Repeats));

    /// <inheritdoc/>
    public bool Equals(Tile? other) => other is not null && Repeats.SequenceEqual(other.Repeats);

    /// <inheritdoc/>
    public override int GetHashCode() => Repeats.Aggregate(17, HashCode.Combine);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A tile", inputs);
        return input.Rank == Repeats.Length
            ? new TensorShape(input.Sizes.Zip(Repeats, (size, repeat) => checked(size * repeat)).ToArray())
            : throw new ArgumentException(
                $"A tile by {OperatorGuard.Text(Repeats)} takes {Repeats.Length} axes; got {input}.", nameof(inputs));
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        var input = inputs[0];
        var sizes = input.shape;
        if (!Enumerable.Range(0, Repeats.Length).All(axis => sizes[axis + 1] == 1 || Repeats[axis] == 1))
        {
            return input.repeat([1, .. Repeats.Select(repeat => (long)repeat)]);
        }

        return input.expand([sizes[0], .. Repeats.Select((repeat, axis) => sizes[axis + 1] * repeat)]);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights) =>
        graph.AddNode("Tile", [inputs[0], graph.Integers([1, .. Repeats.Select(repeat => (long)repeat)])]);
}
