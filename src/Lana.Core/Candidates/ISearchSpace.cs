using Lana.Networks;

namespace Lana.Candidates;

/// <summary>All operations: an immutable, ordered set that says which operations could take a layer's place.</summary>
public interface ISearchSpace
{
    /// <summary>Every operation, in order; the teacher's own layer is always the first.</summary>
    IReadOnlyList<Operation> Operations { get; }

    /// <summary>The operations that could take a layer's place.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>At least the teacher's own layer, in the search space's order.</returns>
    IReadOnlyList<Operation> For(Layer layer);
}
