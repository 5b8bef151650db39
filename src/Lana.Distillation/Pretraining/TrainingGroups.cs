namespace Lana.Pretraining;

/// <summary>Splits candidates into groups that fit in memory together.</summary>
internal static class TrainingGroups
{
    // Values, gradients, two moments, the decay mask, and the copy that is made while the file is written.
    private const long VectorsPerParameter = 6;

    // For each intermediate output a step keeps the output, its gradient, and a copy in a kernel's own layout.
    private const long CopiesPerActivation = 3;

    /// <summary>Forms consecutive groups in the given order; a candidate too large for the budget forms a group
    /// alone.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="stepImages">The number of images in all concurrent steps: the batch size times the number of
    /// workers.</param>
    /// <param name="budgetBytes">The memory for one group.</param>
    public static IEnumerable<IReadOnlyList<Candidate>> Form(
        IEnumerable<Candidate> candidates, long stepImages, long budgetBytes)
    {
        var group = new List<Candidate>();
        var (kept, working) = (0L, 0L);
        foreach (var candidate in candidates)
        {
            var parameters = candidate.Cost.Parameters * sizeof(float) * VectorsPerParameter;
            var step = candidate.Cost.ActivationBytes * CopiesPerActivation * stepImages;
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
