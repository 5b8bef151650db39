using Lana.Pool;

namespace Lana.Pretraining;

/// <summary>Splits operations into groups that fit in memory together.</summary>
internal static class TrainingGroups
{
    // Values, gradients, two moments and the decay mask, and the file's copy while it is written.
    private const long VectorsPerParameter = 6;

    /// <summary>Consecutive groups in the order given; an operation too large for the budget is a group
    /// alone.</summary>
    public static IEnumerable<IReadOnlyList<CandidateJob>> Form(IEnumerable<CandidateJob> jobs, long budgetBytes)
    {
        var group = new List<CandidateJob>();
        var bytes = 0L;
        foreach (var job in jobs)
        {
            var price = job.Operation.Define(job.Layer).Price(job.Layer.Input);
            var needed = price.Parameters * sizeof(float) * VectorsPerParameter;
            if (group.Count > 0 && bytes + needed > budgetBytes)
            {
                yield return group;
                group = [];
                bytes = 0;
            }

            group.Add(job);
            bytes += needed;
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
