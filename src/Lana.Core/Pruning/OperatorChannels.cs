using Lana.Operators;

namespace Lana.Pruning;

/// <summary>Follows the channels through the operators of a graph.</summary>
/// <remarks>An unknown operator keeps all of its channels, and so do its inputs.</remarks>
/// <param name="units">The layer's channels.</param>
/// <param name="vectors">Receives the channels of constants that have one number for each channel.</param>
internal sealed class OperatorChannels(ChannelUnits units, Dictionary<string, int[]> vectors)
{
    /// <summary>Follows the channels through an operator.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="output">The shape of its output.</param>
    public Followed Follow(TensorOperator @operator, Value[] inputs, TensorShape output)
    {
        if (!output.IsFeature || inputs.Any(input => input.Units is null))
        {
            return FollowOther(@operator, inputs, output);
        }

        var first = inputs[0].Units!;
        return @operator switch
        {
            Unary or Clamp or Resize or WindowPool => Same(first, @operator),
            Reduce { KeepsAxes: true } reduce when !reduce.Axes.Contains(0) => Same(first, @operator),
            PadAxes { Before: [0, ..], After: [0, ..] } => Same(first, @operator),
            StridedSlice { Axis: > 0 } => Same(first, @operator),
            StridedSlice { Step: 1 } slice => FollowSlice(slice, first),
            Concatenate { Axis: 0 } => Same([.. inputs.SelectMany(input => input.Units!)], @operator),
            Arithmetic { Constant: null } => FollowPair(@operator, inputs, output),
            Arithmetic { Constant: { } constant } arithmetic when first.Length == output.Sizes[0] =>
                FollowWeights(first, output.Rank, [constant], made => arithmetic with { Constant = made[0] }),
            ParametricRelu relu => FollowWeights(first, output.Rank, [relu.Slope], made => relu with { Slope = made[0] }),
            InstanceNormalization norm => FollowWeights(
                first, 1, [norm.Scale, norm.Bias], made => norm with { Scale = made[0], Bias = made[1] }),
            _ => FollowOther(@operator, inputs, output),
        };
    }

    private static Followed Same(int[] output, TensorOperator @operator) => new(output, _ => @operator);

    private Followed FollowSlice(StridedSlice slice, int[] input)
    {
        var output = units.Slice(input, slice.Start, slice.End - slice.Start);
        return new Followed(output, kept =>
        {
            var start = kept.Count(input[..slice.Start]);
            return slice with { Start = start, End = start + kept.Count(output) };
        });
    }

    // A value of one channel is repeated for all of the other.
    private Followed FollowPair(TensorOperator @operator, Value[] inputs, TensorShape output)
    {
        var (left, right) = (inputs[0].Units!, inputs[1].Units!);
        if (left.Length == right.Length)
        {
            units.Join(left, right);
            return Same(left, @operator);
        }

        units.Fix(left.Length < output.Sizes[0] ? left : right);
        return Same(left.Length < output.Sizes[0] ? right : left, @operator);
    }

    // Weights of this rank begin with the axis of the channels, unless one number applies to all.
    private Followed FollowWeights(
        int[] input, int rank, OperatorWeight[] weights, Func<OperatorWeight[], TensorOperator> make)
    {
        bool[] isVector = [.. weights.Select(weight => weight.Shape.Rank == rank && weight.Shape.Sizes[0] == input.Length)];
        foreach (var weight in weights.Where((_, place) => isVector[place]))
        {
            vectors[InheritedWeights.OwnerOf(weight.Name)] = input;
        }

        return new Followed(input, kept => make([.. weights.Select((weight, place) => isVector[place]
            ? weight with { Shape = new TensorShape(weight.Shape.Sizes.SetItem(0, kept.Count(input))) }
            : weight)]));
    }

    private Followed FollowOther(TensorOperator @operator, Value[] inputs, TensorShape output)
    {
        foreach (var input in inputs)
        {
            units.Fix(input.Units);
        }

        return new Followed(output.IsFeature ? units.MakeFixed(output.Sizes[0]) : null, _ => @operator);
    }

    /// <summary>A value of the graph.</summary>
    /// <param name="Shape">Its shape.</param>
    /// <param name="Units">The units of its channels; null if it is not a feature.</param>
    public readonly record struct Value(TensorShape Shape, int[]? Units);

    /// <summary>The output of an operator.</summary>
    /// <param name="Output">The units of its channels; null if it is not a feature.</param>
    /// <param name="Rebuild">Creates the operator for the channels that are kept.</param>
    public sealed record Followed(int[]? Output, Func<KeptChannels, TensorOperator> Rebuild);
}
