namespace Lana.Solvers;

/// <summary>Converts options to a solution, using the problem's own numbers and names, and checks every rule.</summary>
internal sealed class SolutionVerifier(SelectionProblem problem, SelectionModel model)
{
    public SelectionSolution Verify(int[] choice, double bound)
    {
        var choices = new CandidateKey[problem.Layers.Count];
        var positions = new int[choices.Length];
        var objective = 0.0;
        for (var i = 0; i < choices.Length; i++)
        {
            var v = model.VariableOfLayer[i];
            var name = model.Operations[model.Variables[v].Operations[choice[v]]];
            positions[i] = Array.IndexOf(problem.Layers[i].OperationArray, name);
            choices[i] = new CandidateKey(problem.Layers[i].Name, name);
            objective += problem.Layers[i].ScoreArray[positions[i]];
        }

        var costs = CostsOf(positions);
        var selection = new Selection(choices);
        CheckRules(selection);
        objective += problem.Rules.PairTerms
            .Where(term => selection.Contains(term.First) && selection.Contains(term.Second))
            .Sum(term => term.Score);
        return new SelectionSolution(selection, objective, costs, bound >= model.Objective(choice) ? objective : bound);
    }

    private Dictionary<string, double> CostsOf(int[] positions)
    {
        var costs = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var cost in problem.Costs)
        {
            var total = cost.Constant;
            for (var i = 0; i < positions.Length; i++)
            {
                total += cost.ValueArrays[i][positions[i]];
            }

            var tolerance = SelectionModel.LimitTolerance;
            if ((cost.Maximum is { } maximum && total > maximum + (tolerance * Math.Abs(maximum)))
                || (cost.Minimum is { } minimum && total < minimum - (tolerance * Math.Abs(minimum))))
            {
                throw new SelectionVerificationException(
                    $"A solver returned a selection whose '{cost.Name}' is {total:R} {cost.Unit}, outside its limits.");
            }

            costs.Add(cost.Name, total);
        }

        return costs;
    }

    private void CheckRules(Selection selection)
    {
        var rules = problem.Rules;
        var names = selection.Operations.ToList();
        var isAlike = rules.Alike.All(group => group.Select(layer => selection[layer]).Distinct().Count() == 1);
        var isFew = rules.MaxDistinct is not { } count || names.Distinct().Count() <= count;
        if (!isAlike || !isFew || rules.RunLimits.Any(run => RunLimit.MaxRun(names, run.Operation) > run.MaxLength))
        {
            throw new SelectionVerificationException("A solver returned a selection that breaks a side rule.");
        }
    }
}
