using Lana.Candidates;
using Lana.Networks;
using Lana.Selections;
using Lana.Tables;

namespace Lana.Pipeline;

/// <summary>Decides which candidates are worth training.</summary>
internal static class CandidatePlan
{
    /// <summary>The candidates that are faster than the teacher's own layer, and that layer.</summary>
    /// <param name="skipSlow">Whether to leave out candidates that are slower or not in the table: they could never be
    /// chosen for speed.</param>
    public static IReadOnlyList<Candidate> Make(
        NetworkDefinition teacher, ISearchSpace searchSpace, LatencyTable table, bool skipSlow = true) =>
    [
        .. searchSpace.CandidatesFor(teacher)
            .Where(candidate => !skipSlow || candidate.IsTeacher || IsFaster(table, candidate.Key)),
    ];

    private static bool IsFaster(LatencyTable table, CandidateKey key) =>
        table.Find(key) is { } entry
        && table.Find(key with { Operation = TeacherOperation.OperationName }) is { } own
        && entry.LatencyMs < own.LatencyMs;
}
