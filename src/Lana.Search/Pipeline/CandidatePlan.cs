using Lana.Candidates;
using Lana.Networks;
using Lana.Selections;
using Lana.Tables;

namespace Lana.Pipeline;

/// <summary>Decides which operations are worth training in which layer: what is measured first need not be
/// trained.</summary>
public static class CandidatePlan
{
    /// <summary>The operations of a search space that fit a layer and, where asked, are faster than the teacher's own.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="searchSpace">Which operations could take a layer's place.</param>
    /// <param name="table">What they take on the device.</param>
    /// <param name="skipSlow">Whether to leave out what is not faster than the teacher's own layer, or not in the
    /// table: it could never be chosen for speed. The default is true.</param>
    /// <returns>Layer by layer, in the order of the search space; the teacher's own layers are never left out.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<Candidate> Make(
        NetworkDefinition teacher, ISearchSpace searchSpace, LatencyTable table, bool skipSlow = true)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(searchSpace);
        ArgumentNullException.ThrowIfNull(table);
        return
        [
            .. searchSpace.CandidatesFor(teacher)
                .Where(candidate => !skipSlow || candidate.IsTeacher || IsFaster(table, candidate.Key)),
        ];
    }

    private static bool IsFaster(LatencyTable table, CandidateKey key) =>
        table.Find(key) is { } entry
        && table.Find(key with { Operation = TeacherOperation.OperationName }) is { } own
        && entry.LatencyMs < own.LatencyMs;
}
