namespace Lana.Solvers;

/// <summary>Finds the limit that leaves no selection and its nearest attainable value.</summary>
internal sealed class InfeasibilityExplainer(
    SelectionProblem problem, SelectionModel model, ExactSolver solver, StopSignal stop)
{
    public SelectionInfeasibility Explain()
    {
        if (Array.Find(model.Variables, variable => variable.Count == 0) is { } empty)
        {
            return ExplainEmpty(empty);
        }

        var nearest = problem.Costs.SelectMany((cost, c) => LimitsOf(cost)
            .Select(limit => limit with { Attainable = Attain(c, limit.IsMaximum, keepOthers: true) })).ToList();
        if (nearest.Count == 0 || Solve(c: -1, isMaximum: true, keepOthers: false) is { IsInfeasible: true })
        {
            const string Reason =
                "No selection meets the side rules, whatever it costs; relax a group, a run or the number of different operations.";
            return new SelectionInfeasibility("side rules", Reason, nearest);
        }

        return Name(FindBinding(nearest), nearest);
    }

    private SelectionInfeasibility ExplainEmpty(ModelVariable variable)
    {
        var name = problem.Layers[variable.Layers[0]].Name;
        var message = variable.Layers.Length > 1
            ? $"The group of layers that chooses alike with layer '{name}' shares no operation."
            : $"Layer '{name}' has no operation that may be chosen: all are forbidden, have no cost or no finite score.";
        return new SelectionInfeasibility($"layer '{name}'", message, []);
    }

    private static IEnumerable<AttainableLimit> LimitsOf(SelectionCost cost) =>
        new[] { (IsMaximum: true, Limit: cost.Maximum), (IsMaximum: false, Limit: cost.Minimum) }
            .Where(limit => limit.Limit is not null)
            .Select(limit => new AttainableLimit(cost.Name, limit.IsMaximum, limit.Limit!.Value, null));

    // The binding limit is one that cannot be met even alone, or else the one that needs the smallest change.
    private AttainableLimit FindBinding(List<AttainableLimit> nearest)
    {
        foreach (var limit in nearest)
        {
            var alone = Attain(problem.IndexOfCost(limit.Cost), limit.IsMaximum, keepOthers: false);
            if (limit.IsMaximum ? alone > limit.Limit : alone < limit.Limit)
            {
                return limit with { Attainable = limit.Attainable ?? alone };
            }
        }

        return nearest.OrderBy(limit => limit.Attainable is { } value
            ? Math.Abs(value - limit.Limit) / Math.Max(Math.Abs(limit.Limit), 1e-300)
            : double.PositiveInfinity).First();
    }

    private static SelectionInfeasibility Name(AttainableLimit binding, List<AttainableLimit> nearest)
    {
        var what = binding.IsMaximum ? "at most" : "at least";
        var remedy = binding.Attainable is { } value
            ? $"the nearest that can be met is {value:G9}"
            : "no value of it alone would help: other limits also prevent a selection";
        return new SelectionInfeasibility(
            binding.Cost, $"No selection has '{binding.Cost}' {what} {binding.Limit:G9}; {remedy}.", nearest);
    }

    private double? Attain(int c, bool isMaximum, bool keepOthers)
    {
        if (Solve(c, isMaximum, keepOthers) is not { Choice: { } choice } outcome
            || outcome.Bound < CostModel(c, isMaximum, keepOthers).Objective(choice) - (1e-9 * model.Variables.Length))
        {
            return null;
        }

        return problem.Costs[c].Constant + model.Cost(c, choice);
    }

    private SolveOutcome Solve(int c, bool isMaximum, bool keepOthers) =>
        solver.Solve(new SolveRequest(CostModel(c, isMaximum, keepOthers), [], model.LayerCount), stop);

    // The cost itself becomes the objective, without the limit in question.
    private SelectionModel CostModel(int c, bool isMaximum, bool keepOthers)
    {
        double[] Free(double[] limits, bool areMaxima, double none) =>
            [.. limits.Select((limit, i) => keepOthers && !(i == c && areMaxima == isMaximum) ? limit : none)];
        return model with
        {
            Variables = Array.ConvertAll(model.Variables, variable => variable with
            {
                Scores = c < 0
                    ? new double[variable.Count]
                    : Array.ConvertAll(variable.Costs[c], cost => isMaximum ? cost : -cost),
            }),
            Lower = Free(model.Lower, areMaxima: false, double.NegativeInfinity),
            Upper = Free(model.Upper, areMaxima: true, double.PositiveInfinity),
            Edges = [],
        };
    }
}
