using Lana.Pool;

namespace Lana.Pipeline;

/// <summary>The result of the pre-training.</summary>
/// <param name="Usable">The candidates without those whose training failed or was stopped early.</param>
/// <param name="Entries">The pool's entries of all candidates that have something to train.</param>
internal sealed record TrainedCandidates(IReadOnlyList<Candidate> Usable, IReadOnlyList<PoolEntry> Entries)
{
    public static TrainedCandidates Of(IReadOnlyList<Candidate> candidates, IReadOnlyList<PoolEntry> entries)
    {
        var failed = entries.Where(entry => !entry.IsTrained).Select(entry => entry.Key).ToHashSet();
        return new TrainedCandidates([.. candidates.Where(candidate => !failed.Contains(candidate.Key))], entries);
    }
}
