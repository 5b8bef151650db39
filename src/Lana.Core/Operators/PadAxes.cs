using Lana.Onnx;

namespace Lana.Operators;

/// <summary>Adds entries before and after the axes of a tensor of any rank.</summary>
/// <param name="Before">The number of entries before each axis after the batch, at least 0.</param>
/// <param name="After">The number of entries after each axis after the batch, at least 0; as many numbers as
/// <paramref name="Before"/>.</param>
/// <exception cref="ArgumentException">A number is negative.</exception>
public sealed record PadAxes(ImmutableArray<int> Before, ImmutableArray<int> After) : TensorOperator
{
    /// <summary>The number of entries before each axis after the batch, at least 0.</summary>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public ImmutableArray<int> Before { get; init => field = OperatorGuard.AtLeast(0, value, nameof(Before)); } =
        OperatorGuard.AtLeast(0, Before, nameof(Before));

    /// <summary>The number of entries after each axis after the batch, at least 0.</summary>
    /// <exception cref="ArgumentException">A number is negative.</exception>
    public ImmutableArray<int> After { get; init => field = OperatorGuard.AtLeast(0, value, nameof(After)); } =
        OperatorGuard.AtLeast(0, After, nameof(After));

    /// <summary>The values of the new entries. A reflection needs an axis larger than the number of entries on either
    /// side.</summary>
    /// <value><see cref="PadMode.Constant"/> by default.</value>
    public PadMode Mode { get; init; }

    /// <summary>The value of <see cref="PadMode.Constant"/>, finite.</summary>
    /// <value>0 by default.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double Value { get; init => field = OperatorGuard.Finite(value, nameof(Value))!.Value; }

    /// <inheritdoc/>
    public bool Equals(PadAxes? other) => other is not null
        && Mode == other.Mode
        && Value.Equals(other.Value)
        && Before.SequenceEqual(other.Before)
        && After.SequenceEqual(other.After);

    /// <inheritdoc/>
    public override int GetHashCode() => Before.Concat(After).Aggregate(HashCode.Combine(Mode, Value), HashCode.Combine);

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs)
    {
        var input = OperatorGuard.Single("A pad", inputs);
        if (input.Rank != Before.Length || input.Rank != After.Length)
        {
            throw new ArgumentException($"A pad by {Sides} does not have the axes of {input}.", nameof(inputs));
        }

        var sizes = input.Sizes.ToArray();
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (Mode == PadMode.Reflect && Math.Max(Before[axis], After[axis]) >= sizes[axis])
            {
                throw new ArgumentException($"A reflection adds less than an axis has; got {Sides} for {input}.", nameof(inputs));
            }

            sizes[axis] = checked(Before[axis] + sizes[axis] + After[axis]);
        }

        return new TensorShape(sizes);
    }

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        if (Mode == PadMode.Constant)
        {
            // torch counts from the last axis.
            long[] sides = [.. Enumerable.Range(1, Before.Length).SelectMany(axis => new long[] { Before[^axis], After[^axis] })];
            return nn.functional.pad(inputs[0], sides, value: Value);
        }

        using var scope = NewDisposeScope();
        var result = inputs[0].alias();
        foreach (var axis in Enumerable.Range(0, Before.Length).Where(axis => Before[axis] + After[axis] > 0))
        {
            result = result.index_select(axis + 1, tensor(SourcesOf(axis, (int)result.shape[axis + 1]), device: result.device));
        }

        return result.MoveToOuterDisposeScope();
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var sides = graph.Integers([0, .. Before.Select(size => (long)size), 0, .. After.Select(size => (long)size)]);
        return Mode == PadMode.Constant
            ? graph.AddNode("Pad", [inputs[0], sides, graph.Scalar(Value)])
            : graph.AddNode("Pad", [inputs[0], sides], ("mode", Mode == PadMode.Reflect ? "reflect" : "edge"));
    }

    private string Sides => $"{OperatorGuard.Text(Before)} and {OperatorGuard.Text(After)}";

    // Returns the index of the input that each index of the result copies.
    private long[] SourcesOf(int axis, int size)
    {
        var sources = Enumerable.Range(-Before[axis], checked(Before[axis] + size + After[axis]));
        return Mode == PadMode.Edge
            ? [.. sources.Select(source => (long)Math.Clamp(source, 0, size - 1))]
            : [.. sources.Select(source => (long)(size - 1 - Math.Abs(size - 1 - Math.Abs(source))))];
    }
}
