using Lana.Networks;

namespace Lana.Candidates;

/// <summary>All recipes: an immutable, ordered set that says which operations could take a layer's place.</summary>
public interface ICandidateZoo
{
    /// <summary>Every recipe, in order; the teacher's own layer is always the first.</summary>
    IReadOnlyList<CandidateOperation> Operations { get; }

    /// <summary>The operations that could take a layer's place.</summary>
    /// <param name="layer">The layer.</param>
    /// <returns>At least the teacher's own layer, in the zoo's order.</returns>
    IReadOnlyList<CandidateOperation> For(Layer layer);
}
