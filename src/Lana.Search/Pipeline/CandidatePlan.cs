namespace Lana.Pipeline;

/// <summary>Selects the candidates that are worth training.</summary>
internal static class CandidatePlan
{
    /// <summary>The candidates; <paramref name="skipSlow"/> leaves out those that are not faster than the teacher's own
    /// layer, or not in the table: they could never be chosen for speed.</summary>
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
