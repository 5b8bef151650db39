using System.Collections.Immutable;
using Lana.Modules;

namespace Lana.Definitions;

/// <summary>Branches that all see the same input: how their results are joined is the derived record's.</summary>
/// <param name="Branches">At least one.</param>
public abstract record Branching(ImmutableArray<Definition> Branches) : Definition
{
    /// <summary>The branches; at least one.</summary>
    /// <exception cref="ArgumentException">A branch is null.</exception>
    public ImmutableArray<Definition> Branches { get; init => field = Complete(value); } = Complete(Branches);

    /// <summary>Whether the same branches are joined in the same way and order.</summary>
    /// <param name="other">What to compare with.</param>
    /// <returns>True where all branches are equal.</returns>
    public virtual bool Equals(Branching? other) =>
        other is not null && EqualityContract == other.EqualityContract && Branches.SequenceEqual(other.Branches);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Branches.Aggregate(EqualityContract.GetHashCode(), (hash, branch) => HashCode.Combine(hash, branch));

    // A branch's price and what has come of the branches before it make the price of both.
    private protected ModelCost Measure(FeatureShape input, string name, Func<ModelCost, ModelCost, ModelCost> join)
    {
        if (Branches.IsEmpty)
        {
            throw new ArgumentException($"A {name} has at least one branch.");
        }

        return Branches.Skip(1).Aggregate(
            Branches[0].Measure(input), (total, branch) => join(total, branch.Measure(input)));
    }

    private protected IReadOnlyList<Block> CreateBranches(FeatureShape input, Initializer initializer) =>
        [.. Branches.Select(branch => branch.Create(input, initializer))];
}
