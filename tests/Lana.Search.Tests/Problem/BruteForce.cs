using Lana.Solvers;

namespace Lana.Problem;

/// <summary>The oracle: tries every selection of a small problem, by the definition and nothing else.</summary>
internal sealed class BruteForce
{
    private readonly SelectionProblem _problem;
    private readonly int[] _choice;
    private readonly double[] _costs;

    public BruteForce(SelectionProblem problem)
    {
        _problem = problem;
        _choice = new int[problem.Layers.Count];
        _costs = [.. problem.Costs.Select(cost => cost.Constant)];
    }

    /// <summary>The least objective given earlier selections; null where there is no selection.</summary>
    public double? Optimum(IReadOnlyList<SelectionSolution> earlier, int overlapLimit)
    {
        double? best = null;
        int[][] rows = [.. earlier.Select(solution => _problem.Layers
            .Select(layer => layer.Operations.ToList().IndexOf(solution.Selection[layer.Name])).ToArray())];
        Visit(0, 0.0, objective =>
        {
            if ((best is null || objective < best) && MeetsLimits(except: null)
                && rows.All(row => row.Where((o, i) => _choice[i] == o).Count() <= overlapLimit))
            {
                best = objective;
            }
        });
        return best;
    }

    /// <summary>The nearest value of one limit that lets a selection exist while the others stay; null for
    /// none.</summary>
    public double? Nearest(int cost, bool isMaximum)
    {
        double? nearest = null;
        Visit(0, 0.0, _ =>
        {
            var value = _costs[cost];
            if ((nearest is null || (isMaximum ? value < nearest : value > nearest)) && MeetsLimits((cost, isMaximum)))
            {
                nearest = value;
            }
        });
        return nearest;
    }

    /// <summary>Every selection's objective and cost that meets everything but limits.</summary>
    public List<(double Cost, double Objective)> All(int cost)
    {
        var all = new List<(double, double)>();
        Visit(0, 0.0, objective => all.Add((_costs[cost], objective)));
        return all;
    }

    private void Visit(int layer, double score, Action<double> leaf)
    {
        if (layer == _choice.Length)
        {
            if (MeetsRules())
            {
                leaf(score + PairScore());
            }

            return;
        }

        for (var j = 0; j < _problem.Layers[layer].Operations.Count; j++)
        {
            _choice[layer] = j;
            for (var c = 0; c < _costs.Length; c++)
            {
                _costs[c] += _problem.Costs[c].Values[layer][j];
            }

            Visit(layer + 1, score + _problem.Layers[layer].Scores[j], leaf);
            for (var c = 0; c < _costs.Length; c++)
            {
                _costs[c] -= _problem.Costs[c].Values[layer][j];
            }
        }
    }

    private bool MeetsLimits((int Cost, bool IsMaximum)? except)
    {
        for (var c = 0; c < _costs.Length; c++)
        {
            if ((except != (c, true) && _costs[c] > (_problem.Costs[c].Maximum ?? double.MaxValue))
                || (except != (c, false) && _costs[c] < (_problem.Costs[c].Minimum ?? double.MinValue)))
            {
                return false;
            }
        }

        return true;
    }

    private string Chosen(int layer) => _problem.Layers[layer].Operations[_choice[layer]];

    private string Chosen(string layer) => Chosen(_problem.Layers.ToList().FindIndex(l => l.Name == layer));

    private bool MeetsRules()
    {
        var rules = _problem.Rules;
        if (rules.RunLimits.Count == 0 && rules.Alike.Count == 0 && rules.MaxDistinct is null)
        {
            return true;
        }

        string[] names = [.. Enumerable.Range(0, _choice.Length).Select(Chosen)];
        var text = string.Concat(names.Select(name => name + ","));
        return rules.Alike.All(group => group.Select(Chosen).Distinct().Count() == 1)
            && names.Distinct().Count() <= (rules.MaxDistinct ?? int.MaxValue)
            && rules.RunLimits.All(run => !text.Contains(
                string.Concat(Enumerable.Repeat(run.Operation + ",", run.MaxLength + 1)), StringComparison.Ordinal));
    }

    private double PairScore() => _problem.Rules.PairTerms.Count == 0 ? 0.0 : _problem.Rules.PairTerms
        .Where(
            term => Chosen(term.First.Layer) == term.First.Operation && Chosen(term.Second.Layer) == term.Second.Operation)
        .Sum(term => term.Score);
}
