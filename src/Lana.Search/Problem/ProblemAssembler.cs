using Lana.Selections;

namespace Lana.Problem;

/// <summary>Turns what a builder collected into a problem: resolves names, leaves out what cannot be chosen.</summary>
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
        var layers = new SelectionLayer[draft.Layers.Count];
        var values = draft.Costs.ConvertAll(_ => new double[draft.Layers.Count][]);
        foreach (var layer in draft.Layers)
        {
            layers[layer.Index] = AssembleLayer(layer, values);
        }

        var costs = draft.Costs.Select((cost, c) => AssembleCost(cost, values[c])).ToArray();
        var rules = new SelectionRules(
            [.. draft.Alike], draft.MaximumDistinct, [.. draft.Runs], [.. draft.Pairs]);
        return new SelectionProblem(layers, costs, rules, [.. _warnings]);
    }

    private SelectionLayer AssembleLayer(LayerDraft layer, List<double[][]> values)
    {
        var kept = new List<int>(layer.Operations.Length);
        var numbers = draft.Costs.ConvertAll(_ => new List<double>(layer.Operations.Length));
        for (var j = 0; j < layer.Operations.Length; j++)
        {
            if (IsAllowed(layer, j) && TryReadCosts(layer, j, numbers))
            {
                kept.Add(j);
            }
        }

        for (var c = 0; c < numbers.Count; c++)
        {
            values[c][layer.Index] = [.. numbers[c]];
        }

        return new SelectionLayer(
            layer.Name, [.. kept.Select(j => layer.Operations[j])], [.. kept.Select(j => layer.Scores[j])]);
    }

    private bool IsAllowed(LayerDraft layer, int j)
    {
        var operation = layer.Operations[j];
        if ((draft.Fixed.TryGetValue(layer.Name, out var only) && only != operation)
            || draft.Forbidden.Contains(new(layer.Name, operation)))
        {
            return false;
        }

        if (double.IsFinite(layer.Scores[j]))
        {
            return true;
        }

        _warnings.Add(
            $"Operation '{operation}' of layer '{layer.Name}' has the score {layer.Scores[j]} and is left out.");
        return false;
    }

    private bool TryReadCosts(LayerDraft layer, int j, List<List<double>> numbers)
    {
        var read = new double[draft.Costs.Count];
        for (var c = 0; c < read.Length; c++)
        {
            var what = $"cost '{draft.Costs[c].Name}' of operation '{layer.Operations[j]}' in layer '{layer.Name}'";
            if (draft.Costs[c].Value(layer, j) is not { } value)
            {
                _warnings.Add($"Operation '{layer.Operations[j]}' of layer '{layer.Name}' has no cost "
                    + $"'{draft.Costs[c].Name}' and is left out.");
                return false;
            }

            read[c] = SelectionGuard.ThrowIfNotACost(value, what);
        }

        for (var c = 0; c < read.Length; c++)
        {
            numbers[c].Add(read[c]);
        }

        return true;
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
        foreach (var (layer, operation) in draft.Fixed.Select(pair => new CandidateKey(pair.Key, pair.Value)).Concat(draft.Forbidden))
        {
            CheckChoice(layer, operation);
        }

        foreach (var pair in draft.Pairs)
        {
            CheckChoice(pair.FirstLayer, pair.FirstOperation);
            CheckChoice(pair.SecondLayer, pair.SecondOperation);
        }

        foreach (var cost in draft.Limits.Keys.Concat(draft.Budgets.Keys).Where(name => !draft.Costs.Exists(c => c.Name == name)))
        {
            throw new ArgumentException($"There is a limit on cost '{cost}', but no such cost; add it by Cost.");
        }

        var grouped = new HashSet<string>();
        foreach (var layer in draft.Alike.SelectMany(group => group))
        {
            FindLayer(layer);
            if (!grouped.Add(layer))
            {
                throw new ArgumentException($"Layer '{layer}' is named twice in the groups that choose alike.");
            }
        }
    }

    private void CheckChoice(string layer, string operation)
    {
        if (Array.IndexOf(FindLayer(layer).Operations, operation) < 0)
        {
            throw new ArgumentException($"Layer '{layer}' has no operation '{operation}'.");
        }
    }

    private LayerDraft FindLayer(string layer) => _layers.TryGetValue(layer, out var found)
        ? found
        : throw new ArgumentException($"There is no layer '{layer}'.");
}
