using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>The sum of branches that all have the same input.</summary>
/// <param name="Branches">At least one; their outputs have the same shape.</param>
[method: JsonConstructor]
public sealed record Sum(ImmutableArray<Definition> Branches) : Definition
{
    /// <summary>Creates a sum.</summary>
    /// <param name="branches">At least one branch.</param>
    public Sum(params ReadOnlySpan<Definition> branches)
        : this(ImmutableArray.Create(branches))
    {
    }

    /// <summary>The branches, in order.</summary>
    /// <exception cref="ArgumentException">A branch is null.</exception>
    public ImmutableArray<Definition> Branches { get; init => field = Complete(value); } = Complete(Branches);

    /// <inheritdoc/>
    public bool Equals(Sum? other) => other is not null && Branches.SequenceEqual(other.Branches);

    /// <inheritdoc/>
    public override int GetHashCode() => Definitions.Branches.HashOf(Branches);

    internal override ModelCost Measure(FeatureShape input) => Definitions.Branches.Measure(Branches, input, "sum", (total, cost) =>
        cost.Output == total.Output
            ? total.Then(cost with { ActivationBytes = cost.ActivationBytes + (cost.Output.Count * sizeof(float)) })
            : throw new ArgumentException($"Branches of a sum give one shape; got {total.Output} and {cost.Output}."));

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new SumBlock(Definitions.Branches.Create(Branches, input, initializer));
}

internal sealed class SumBlock(IReadOnlyList<Block> branches) : Block
{
    public override IReadOnlyList<Block> Children => branches;

    public override IReadOnlyList<OutputGain> Gains =>
        branches.All(branch => branch.Gains.Count > 0) ? [.. branches.SelectMany(branch => branch.Gains)] : [];

    public override bool PassesThrough => branches.Count == 1 && branches[0].PassesThrough;

    public override Tensor Run(Tensor input, RunMode mode)
    {
        var total = branches[0].Run(input, mode);
        foreach (var branch in branches.Skip(1))
        {
            using var term = branch.Run(input, mode);
            total = Elementwise.ConsumeAdd(total, !branches[0].PassesThrough, term);
        }

        return total;
    }

    public override Block Fuse() => new SumBlock([.. branches.Select(branch => branch.Fuse())]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => branches
        .Select(branch => branch.Emit(graph, input))
        .Aggregate((left, right) => graph.Add("Add", left.Shape, [left, right]));
}
