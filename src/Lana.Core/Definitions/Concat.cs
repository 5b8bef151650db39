using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Concatenates the channels of branches that all have the same input.</summary>
/// <param name="Branches">At least one; their outputs have the same height and width.</param>
[method: JsonConstructor]
public sealed record Concat(ImmutableArray<Definition> Branches) : Definition
{
    /// <summary>Creates a concatenation.</summary>
    /// <param name="branches">At least one branch.</param>
    public Concat(params ReadOnlySpan<Definition> branches)
        : this(ImmutableArray.Create(branches))
    {
    }

    /// <summary>The branches, in order.</summary>
    /// <exception cref="ArgumentException">A branch is null.</exception>
    public ImmutableArray<Definition> Branches { get; init => field = Complete(value); } = Complete(Branches);

    /// <inheritdoc/>
    public bool Equals(Concat? other) => other is not null && Branches.SequenceEqual(other.Branches);

    /// <inheritdoc/>
    public override int GetHashCode() => Definitions.Branches.HashOf(Branches);

    internal override ModelCost Measure(FeatureShape input)
    {
        var total = Definitions.Branches.Measure(Branches, input, "concatenation", Beside);
        return total with { ActivationBytes = checked(total.ActivationBytes + (total.Output.Count * sizeof(float))) };
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new ConcatBlock(Definitions.Branches.Create(Branches, input, initializer));

    private static ModelCost Beside(ModelCost total, ModelCost cost)
    {
        if (cost.Output with { Channels = total.Output.Channels } != total.Output)
        {
            throw new ArgumentException(
                $"Branches of a concatenation give maps of one size; got {total.Output} and {cost.Output}.");
        }

        var channels = checked(total.Output.Channels + cost.Output.Channels);
        return total.Then(cost with { Output = total.Output with { Channels = channels } });
    }
}

internal sealed class ConcatBlock(IReadOnlyList<Block> branches) : Block
{
    public override IReadOnlyList<Block> Children => branches;

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var scope = NewDisposeScope();
        return cat([.. branches.Select(branch => branch.Run(input, mode))], 1).MoveToOuterDisposeScope();
    }

    public override Block Fuse() => new ConcatBlock([.. branches.Select(branch => branch.Fuse())]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var values = branches.Select(branch => branch.Emit(graph, input)).ToArray();
        var output = values[0].Shape with { Channels = values.Sum(value => value.Shape.Channels) };
        return graph.Add("Concat", output, values, ("axis", 1L));
    }
}
