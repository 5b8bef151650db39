using Lana.Modules;

namespace Lana.Definitions;

/// <summary>Functions that sums and concatenations share: all their branches have the same input.</summary>
internal static class Branches
{
    /// <summary>The cost of all branches: each branch's own cost is added to the cost of those before it.</summary>
    public static ModelCost Measure(
        ImmutableArray<Definition> branches, FeatureShape input, string name, Func<ModelCost, ModelCost, ModelCost> join) =>
        branches.IsEmpty
            ? throw new ArgumentException($"A {name} has at least one branch.")
            : branches.Skip(1).Aggregate(
                branches[0].Measure(input), (total, branch) => join(total, branch.Measure(input)));

    public static IReadOnlyList<Block> Create(
        ImmutableArray<Definition> branches, FeatureShape input, Initializer initializer) =>
        [.. branches.Select(branch => branch.Create(input, initializer))];

    public static int HashOf(ImmutableArray<Definition> branches) =>
        branches.Aggregate(17, (hash, branch) => HashCode.Combine(hash, branch));
}
