namespace Lana.Solvers.Modelling;

/// <summary>Drops the options that are not needed for an optimum.</summary>
/// <remarks>An option is dropped when another of the same variable is no worse in the score and in every limited cost,
/// and no earlier selection uses that other option there: swapping them in any answer raises no cost, no objective and
/// no overlap. This holds only if nothing but maxima and overlap limit the choice: a minimum, a side rule or a pair
/// term can require a dominated option, so that in this case nothing is dropped. Costs without a limit do not
/// count.</remarks>
internal static class Dominance
{
    public static NarrowedRequest Reduce(SolveRequest request)
    {
        var model = request.Model;
        int[] costs = [.. Enumerable.Range(0, model.CostCount).Where(c => double.IsFinite(model.Upper[c]))];
        var kept = model.Variables.Select((variable, v) => model.IsPlain
            ? Undominated(variable, costs, request.Earlier.Select(choice => choice[v]).ToHashSet())
            : [.. Enumerable.Range(0, variable.Count)]);
        return new NarrowedRequest(request, [.. kept]);
    }

    private static int[] Undominated(ModelVariable variable, int[] costs, HashSet<int> used)
    {
        var firstCosts = costs.Length > 0 ? variable.Costs[costs[0]] : new double[variable.Count];
        var order = Enumerable.Range(0, variable.Count)
            .OrderBy(o => firstCosts[o]).ThenBy(o => variable.Scores[o]).ThenBy(o => o);
        var kept = new List<int>(variable.Count);
        var dominators = new List<int>(variable.Count);
        foreach (var o in order.Where(o => !IsDominated(variable, costs, dominators, o)))
        {
            kept.Add(o);
            if (!used.Contains(o))
            {
                dominators.Add(o);
            }
        }

        kept.Sort();
        return [.. kept];
    }

    // The order makes the first cost no larger; with one cost the last dominator has the least score of all.
    private static bool IsDominated(ModelVariable variable, int[] costs, List<int> dominators, int option)
    {
        if (costs.Length <= 1)
        {
            return dominators.Count > 0 && variable.Scores[dominators[^1]] <= variable.Scores[option];
        }

        return dominators.Exists(other => variable.Scores[other] <= variable.Scores[option]
            && Array.TrueForAll(costs, c => variable.Costs[c][other] <= variable.Costs[c][option]));
    }
}
