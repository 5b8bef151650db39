using Lana.Networks;

namespace Lana.Candidates;

/// <summary>An immutable, ordered set of operations that determines which of them can replace a layer.</summary>
public interface ISearchSpace
{
    /// <summary>Every operation, in order; the teacher's own layer is always the first.</summary>
    IReadOnlyList<Operation> Operations { get; }

    /// <summary>The operations that can replace a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>At least the teacher's own layer, in the search space's order.</returns>
    IReadOnlyList<Operation> For(Layer layer);
}
