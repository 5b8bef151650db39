using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>The channels of branches that all see the same input, one branch behind the other.</summary>
/// <param name="Branches">At least one; all give maps of one size.</param>
[method: JsonConstructor]
public sealed record Concat(ImmutableArray<Definition> Branches) : Definition
{
    /// <summary>Creates a concatenation.</summary>
    /// <param name="branches">At least one branch.</param>
    public Concat(params ReadOnlySpan<Definition> branches)
        : this(ImmutableArray.Create(branches))
    {
    }

    /// <summary>The branches; at least one.</summary>
    /// <exception cref="ArgumentException">A branch is null.</exception>
    public ImmutableArray<Definition> Branches { get; init => field = Complete(value); } = Complete(Branches);

    /// <summary>Whether the same branches stand in the same order.</summary>
    /// <param name="other">The concatenation to compare with.</param>
    /// <returns>True where all branches are equal.</returns>
    public bool Equals(Concat? other) => other is not null && Branches.SequenceEqual(other.Branches);

    /// <inheritdoc/>
    public override int GetHashCode() => Branches.Aggregate(23, (hash, branch) => HashCode.Combine(hash, branch));

    internal override Price Measure(FeatureShape input)
    {
        if (Branches.IsEmpty)
        {
            throw new ArgumentException("A concatenation has at least one branch.");
        }

        var total = Branches[0].Measure(input);
        foreach (var branch in Branches.Skip(1))
        {
            var price = branch.Measure(input);
            if (price.Output with { Channels = total.Output.Channels } != total.Output)
            {
                throw new ArgumentException(
                    $"Branches of a concatenation give maps of one size; got {total.Output} and {price.Output}.");
            }

            var channels = checked(total.Output.Channels + price.Output.Channels);
            total = total.Then(price with { Output = total.Output with { Channels = channels } });
        }

        return total with { ActivationBytes = checked(total.ActivationBytes + (total.Output.Count * sizeof(float))) };
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new ConcatBlock([.. Branches.Select(branch => branch.Create(input, initializer))]);
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
