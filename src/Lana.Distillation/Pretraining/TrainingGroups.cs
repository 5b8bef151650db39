using Lana.Candidates;

namespace Lana.Pretraining;

/// <summary>Splits operations into groups that fit in memory together.</summary>
internal static class TrainingGroups
{
    // Values, gradients, two moments and the decay mask, and the file's copy while it is written.
    private const long VectorsPerParameter = 6;

    // What a step keeps of each intermediate output: the output, its gradient, and what kernels lay out anew.
    private const long CopiesPerActivation = 3;

    /// <summary>Consecutive groups in the order given; an operation too large for the budget is a group
    /// alone.</summary>
    /// <param name="candidates">The operations.</param>
    /// <param name="stepImages">Images in the steps that are in flight at once: the batch, once for each worker.</param>
    /// <param name="budgetBytes">What a group may take.</param>
    public static IEnumerable<IReadOnlyList<Candidate>> Form(
        IEnumerable<Candidate> candidates, long stepImages, long budgetBytes)
    {
        var group = new List<Candidate>();
        var (kept, working) = (0L, 0L);
        foreach (var candidate in candidates)
        {
            var price = candidate.Cost;
            var (parameters, step) = (
                price.Parameters * sizeof(float) * VectorsPerParameter,
                price.ActivationBytes * CopiesPerActivation * stepImages);
            if (group.Count > 0 && kept + parameters + Math.Max(working, step) > budgetBytes)
            {
                yield return group;
                group = [];
                (kept, working) = (0, 0);
            }

            group.Add(candidate);
            (kept, working) = (kept + parameters, Math.Max(working, step));
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
