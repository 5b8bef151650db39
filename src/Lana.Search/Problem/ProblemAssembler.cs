namespace Lana.Problem;

/// <summary>Turns the contents of a builder into a problem: checks names, and leaves out operations that cannot be
/// chosen.</summary>
internal sealed class ProblemAssembler(ProblemDraft draft)
{
    private readonly Dictionary<string, LayerDraft> _layers =
        draft.Layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);

    private readonly List<string> _warnings = [];

    public SelectionProblem Assemble()
    {
        if (draft.Layers.Count == 0)
        {
            throw new ArgumentException("A selection problem has at least one layer; add layers by Layer or Scores.");
        }

        CheckNames();
        WarnOfRuns();
        var options = draft.Layers.ConvertAll(OptionsOf);
        var layers = draft.Layers.Zip(options, (layer, kept) => new SelectionLayer(
            layer.Name, [.. kept.Select(option => layer.Operations[option.Index])], [.. kept.Select(option => layer.Scores[option.Index])]));
        var costs = draft.Costs.Select((cost, c) => AssembleCost(
            cost, [.. options.Select(kept => kept.Select(option => option.Costs[c]).ToArray())]));
        var rules = new SelectionRules([.. draft.Alike], draft.MaxDistinct, [.. draft.Runs], [.. draft.Pairs]);
        return new SelectionProblem([.. layers], [.. costs], rules, [.. _warnings]);
    }

    // The operations of a layer that may be chosen, by index, each with its costs.
    private List<(int Index, double[] Costs)> OptionsOf(LayerDraft layer)
    {
        var options = new List<(int Index, double[] Costs)>(layer.Operations.Length);
        for (var j = 0; j < layer.Operations.Length; j++)
        {
            if (IsAllowed(layer, j) && CostsOf(layer, j) is { } costs)
            {
                options.Add((j, costs));
            }
        }

        return options;
    }

    private bool IsAllowed(LayerDraft layer, int j)
    {
        var operation = layer.Operations[j];
        if ((draft.Fixed.TryGetValue(layer.Name, out var only) && only != operation)
            || draft.Forbidden.Contains(new(layer.Name, operation)))
        {
            return false;
        }

        return double.IsFinite(layer.Scores[j]) || LeaveOut(layer, j, $"the score {layer.Scores[j]}");
    }

    private double[]? CostsOf(LayerDraft layer, int j)
    {
        var costs = new double[draft.Costs.Count];
        for (var c = 0; c < costs.Length; c++)
        {
            var name = draft.Costs[c].Name;
            if (draft.Costs[c].Value(layer, j) is not { } value)
            {
                LeaveOut(layer, j, $"no cost '{name}'");
                return null;
            }

            // The text is created only if it is needed: there may be many costs, with long names.
            costs[c] = SelectionGuard.IsCost(value) ? value : SelectionGuard.ThrowIfNotACost(
                value, $"cost '{name}' of operation '{layer.Operations[j]}' in layer '{layer.Name}'");
        }

        return costs;
    }

    private bool LeaveOut(LayerDraft layer, int j, string reason)
    {
        _warnings.Add($"Operation '{layer.Operations[j]}' of layer '{layer.Name}' has {reason} and is left out.");
        return false;
    }

    private SelectionCost AssembleCost(CostDraft cost, double[][] values)
    {
        var (minimum, maximum) = draft.Limits.GetValueOrDefault(cost.Name);
        if (draft.Budgets.TryGetValue(cost.Name, out var budget))
        {
            maximum = budget.Budget.Resolve(TeacherCost(cost, budget.Teacher));
        }

        return new SelectionCost(cost.Name, cost.Unit, cost.Constant, values, minimum, maximum);
    }

    private double TeacherCost(CostDraft cost, string teacher)
    {
        var total = cost.Constant;
        foreach (var layer in draft.Layers)
        {
            var j = Array.IndexOf(layer.Operations, teacher);
            total += (j >= 0 ? cost.Value(layer, j) : null) ?? throw new ArgumentException(
                $"Operation '{teacher}' has no cost '{cost.Name}' in layer '{layer.Name}'; a share of the teacher needs one.");
        }

        return total;
    }

    private void CheckNames()
    {
        foreach (var (layer, operation) in draft.NamedCandidates.Where(key => !FindLayer(key.Layer).Operations.Contains(key.Operation)))
        {
            throw new ArgumentException($"Layer '{layer}' has no operation '{operation}'.");
        }

        foreach (var cost in draft.Limits.Keys.Concat(draft.Budgets.Keys).Where(name => !draft.Costs.Exists(c => c.Name == name)))
        {
            throw new ArgumentException($"There is a limit on cost '{cost}', but no such cost; add it by Cost.");
        }

        var grouped = new HashSet<string>();
        foreach (var layer in draft.Alike.SelectMany(group => group))
        {
            if (!grouped.Add(FindLayer(layer).Name))
            {
                throw new ArgumentException($"Layer '{layer}' is named twice in the groups that choose alike.");
            }
        }
    }

    // No error: a rule for the identity may be given to any network, and not every network has a place for it.
    private void WarnOfRuns()
    {
        var known = draft.Layers.SelectMany(layer => layer.Operations).ToHashSet();
        _warnings.AddRange(draft.Runs.Where(run => !known.Contains(run.Operation)).Select(run =>
            $"The limit of {run.MaxLength} in a row has no effect: no layer has the operation '{run.Operation}'."));
    }

    private LayerDraft FindLayer(string layer) => _layers.TryGetValue(layer, out var found)
        ? found
        : throw new ArgumentException($"There is no layer '{layer}'.");
}
