using Lana.Solvers.Modelling;

namespace Lana.Solvers;

/// <summary>A request without the options that no best answer needs.</summary>
/// <remarks>An option is dropped when another of the same variable is no worse in the score and in every limited cost,
/// and no earlier selection uses that other one there: swapping them in any answer raises no cost, no objective and no
/// overlap. Only maxima and overlap may limit the choice: a minimum, a side rule or a pair term can need a dominated
/// option, so that there nothing is dropped. Costs without a limit do not count.</remarks>
internal sealed class ReducedRequest
{
    private readonly SolveRequest _original;
    private readonly NarrowedRequest _narrowed;

    private ReducedRequest(SolveRequest original, int[][] kept)
    {
        _original = original;
        _narrowed = new NarrowedRequest(original, kept);
    }

    /// <summary>The request to solve instead; earlier selections have -1 where their option was dropped.</summary>
    public SolveRequest Request => _narrowed.Request;

    public static ReducedRequest Of(SolveRequest request)
    {
        var model = request.Model;
        var kept = model.Variables.Select((variable, v) => model.IsPlain
            ? Undominated(variable, LimitedCosts(model), UsedIn(request.Earlier, v))
            : [.. Enumerable.Range(0, variable.Count)]);
        return new ReducedRequest(request, [.. kept]);
    }

    /// <summary>The answer in the options of the original model.</summary>
    public SolveOutcome Restore(SolveOutcome outcome)
    {
        if (outcome.Choice is not { } choice)
        {
            return _original.Hint is { } unused && !outcome.IsInfeasible ? new SolveOutcome(unused, outcome.Bound) : outcome;
        }

        var restored = _narrowed.Restore(choice);
        var isWorse = _original.Hint is { } hint
            && _original.Model.Objective(hint) < _original.Model.Objective(restored);
        return new SolveOutcome(isWorse ? _original.Hint : restored, outcome.Bound);
    }

    private static int[] LimitedCosts(SelectionModel model) =>
        [.. Enumerable.Range(0, model.CostCount).Where(c => double.IsFinite(model.Upper[c]))];

    private static bool[] UsedIn(IReadOnlyList<int[]> earlier, int variable)
    {
        var used = new bool[earlier.Count == 0 ? 0 : earlier.Max(choice => choice[variable]) + 1];
        foreach (var choice in earlier)
        {
            used[choice[variable]] = true;
        }

        return used;
    }

    private static int[] Undominated(ModelVariable variable, int[] costs, bool[] used)
    {
        var order = Enumerable.Range(0, variable.Count).ToArray();
        var keys = costs.Length > 0 ? (double[])variable.Costs[costs[0]].Clone() : new double[variable.Count];
        Array.Sort(order, (o, p) => Compare(variable, keys, o, p));
        var kept = new List<int>(variable.Count);
        var dominators = new List<int>(variable.Count);
        foreach (var o in order)
        {
            if (!IsDominated(variable, costs, dominators, o))
            {
                kept.Add(o);
                if (o >= used.Length || !used[o])
                {
                    dominators.Add(o);
                }
            }
        }

        kept.Sort();
        return [.. kept];
    }

    private static int Compare(ModelVariable variable, double[] keys, int o, int p)
    {
        var byCost = keys[o].CompareTo(keys[p]);
        var byScore = byCost != 0 ? byCost : variable.Scores[o].CompareTo(variable.Scores[p]);
        return byScore != 0 ? byScore : o.CompareTo(p);
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
