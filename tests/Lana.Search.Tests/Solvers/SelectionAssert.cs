using Lana.Problem;

namespace Lana.Solvers;

internal static class SelectionAssert
{
    /// <summary>Each solution is the best one given those before it, and there are fewer only where there are no
    /// more.</summary>
    public static void AgreesWithBruteForce(SelectionProblem problem, SelectionResult result, SelectionOptions options, string label)
    {
        var oracle = new BruteForce(problem);
        var overlapLimit = (int)Math.Floor((options.Overlap * problem.Layers.Count) + 1e-9);
        var earlier = new List<SelectionSolution>();
        foreach (var solution in result.Solutions)
        {
            var best = oracle.Optimum(earlier, overlapLimit);
            Assert.True(best is not null, $"{label}: solution {earlier.Count} does not exist by brute force.");
            Assert.True(
                Math.Abs(best.Value - solution.Objective) < 1e-9 * Math.Max(1.0, Math.Abs(best.Value)),
                $"{label}: solution {earlier.Count} scores {solution.Objective}, the best is {best}.");
            Assert.True(solution.Gap == 0.0, $"{label}: solution {earlier.Count} has a gap of {solution.Gap}.");
            earlier.Add(solution);
        }

        if (earlier.Count < options.Solutions)
        {
            Assert.True(
                oracle.Optimum(earlier, overlapLimit) is null, $"{label}: there is a solution {earlier.Count}.");
            Assert.Equal(earlier.Count == 0 ? SelectionStatus.Infeasible : SelectionStatus.Optimal, result.Status);
            Assert.Equal(earlier.Count > 0, result.IsExhausted);
        }
    }

    public static void ExplanationAgreesWithBruteForce(SelectionProblem problem, SelectionResult result, string label)
    {
        var explanation = result.Infeasibility;
        Assert.NotNull(explanation);
        var oracle = new BruteForce(problem);
        foreach (var limit in explanation.Nearest)
        {
            var cost = problem.Costs.ToList().FindIndex(c => c.Name == limit.Cost);
            var nearest = oracle.Nearest(cost, limit.IsMaximum);
            Assert.True(
                nearest is null == limit.Attainable is null && Math.Abs((nearest - limit.Attainable) ?? 0.0) < 1e-9,
                $"{label}: the nearest {limit} is {nearest} by brute force.");
        }

        Assert.True(
            explanation.Constraint == "side rules" || explanation.Nearest.Any(limit => limit.Cost == explanation.Constraint),
            $"{label}: {explanation.Constraint} is no limit of the problem.");
    }
}
