namespace Lana.Solvers.Modelling;

/// <summary>Options whose scores are so large that an answer with one of them is worse than every answer without.</summary>
/// <remarks>The score of a candidate that failed can be 10¹² times those of the others. A tolerance is relative to the
/// size of the scores, so that it could not distinguish the others; if an answer without such options exists, it is
/// searched for without them.</remarks>
internal static class ScoreOutliers
{
    // Smaller differences do no harm to a tolerance.
    private const double LeastRatio = 1e4;

    // The binary exponents of positive numbers, and their distance at that ratio.
    private const int LeastExponent = -1074;
    private const int Exponents = 2098;
    private const int LeastGap = 13;

    /// <summary>The requests without outliers, the one with the fewest options first; empty if there are no
    /// outliers.</summary>
    public static IEnumerable<NarrowedRequest> Without(SolveRequest request) =>
        !HasGap(request.Model) ? [] : Limits(request.Model).Select(limit => new NarrowedRequest(
            request,
            Array.ConvertAll(request.Model.Variables, variable => Keep(variable, limit))));

    // Most problems have no outliers, and this is cheaper than sorting: an outlier is at least 2¹³ times the next option.
    private static bool HasGap(SelectionModel model)
    {
        var isPresent = new bool[Exponents];
        foreach (var excess in model.Variables.SelectMany(Excesses).Where(excess => excess > 0.0))
        {
            if (!double.IsFinite(excess))
            {
                return true;
            }

            isPresent[Math.ILogB(excess) - LeastExponent] = true;
        }

        var present = Enumerable.Range(0, Exponents).Where(exponent => isPresent[exponent]).ToList();
        return present.Zip(present.Skip(1), (lower, higher) => higher - lower).Any(gap => gap >= LeastGap);
    }

    // Each option above a limit costs more than all options up to the limit can cost together.
    private static IEnumerable<double> Limits(SelectionModel model)
    {
        var excesses = model.Variables
            .SelectMany((variable, v) => Excesses(variable).Select(excess => (Variable: v, Excess: excess)))
            .OrderBy(option => option.Excess)
            .ToList();
        var largest = new double[model.Variables.Length];
        var sum = model.Edges.Sum(edge => edge.Terms.Cast<double>().Max() - edge.Terms.Cast<double>().Min());
        for (var index = 0; index < excesses.Count - 1; index++)
        {
            var (v, excess) = excesses[index];
            sum += excess - largest[v];
            largest[v] = excess;
            if (sum > 0.0 && excesses[index + 1].Excess > LeastRatio * sum)
            {
                yield return excess;
            }
        }
    }

    private static double[] Excesses(ModelVariable variable)
    {
        var least = variable.Scores.Min();
        return Array.ConvertAll(variable.Scores, score => score - least);
    }

    private static int[] Keep(ModelVariable variable, double limit) =>
        [.. Excesses(variable).Index().Where(option => option.Item <= limit).Select(option => option.Index)];
}
