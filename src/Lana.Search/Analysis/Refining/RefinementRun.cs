using Lana.Problem;
using Lana.Selections;
using Lana.Solvers;
using Lana.Solvers.Modelling;

namespace Lana.Analysis.Refining;

/// <summary>One refinement: the selection it is at, and what was measured so far.</summary>
internal sealed class RefinementRun
{
    private readonly SelectionProblem _problem;
    private readonly RefinementOptions _options;
    private readonly SelectionModel _model;
    private readonly SolutionVerifier _verifier;
    private readonly HashSet<string> _measured = [];
    private readonly List<SelectionSwap> _swaps = [];
    private int[] _choice;
    private double _value;
    private double _startValue;
    private bool _isLocalOptimum;

    public RefinementRun(SelectionProblem problem, Selection start, RefinementOptions options)
    {
        (_problem, _options) = (problem, options);
        _model = ModelCompiler.Compile(problem);
        _verifier = new SolutionVerifier(problem, _model);
        _choice = [.. _model.Variables.Select(variable => IndexOf(variable, start))];
        if (!_model.IsFeasible(_choice, [], _model.LayerCount))
        {
            throw new ArgumentException(
                "The starting selection breaks a limit or a rule of the problem.", nameof(start));
        }
    }

    public async Task MeasureStartAsync(
        Func<SelectionSolution, CancellationToken, ValueTask<double>> evaluate,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        _value = await MeasureAsync(_choice, evaluate, progress, cancellationToken).ConfigureAwait(false);
        _startValue = _value;
    }

    /// <summary>Tries the single swaps of the current selection, and takes the first that is better.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TryImproveAsync(
        Func<SelectionSolution, CancellationToken, ValueTask<double>> evaluate,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var (v, other) in Neighbours())
        {
            if (_measured.Contains(KeyOf(other)))
            {
                continue;
            }

            if (_measured.Count >= _options.MaximumEvaluations)
            {
                return false;
            }

            var value = await MeasureAsync(other, evaluate, progress, cancellationToken).ConfigureAwait(false);
            if (value < _value - _options.MinimumImprovement)
            {
                Take(v, other, value);
                return true;
            }
        }

        _isLocalOptimum = true;
        return false;
    }

    public RefinementResult Conclude() => new(
        _verifier.Verify(_choice, double.NegativeInfinity),
        _value,
        _startValue,
        _swaps.AsReadOnly(),
        _measured.Count,
        _isLocalOptimum);

    private static string KeyOf(int[] choice) => string.Join(' ', choice);

    private int IndexOf(ModelVariable variable, Selection start)
    {
        var layer = _problem.Layers[variable.Layers[0]].Name;
        var chosen = start.FirstOrDefault(choice => choice.Layer == layer).Operation;
        var option = Array.FindIndex(variable.Operations, operation => _model.Operations[operation] == chosen);
        var isAlike = variable.Layers.All(other => start.Any(
            choice => choice.Layer == _problem.Layers[other].Name && choice.Operation == chosen));
        return option >= 0 && isAlike
            ? option
            : throw new ArgumentException(
                $"The starting selection does not choose for layer '{layer}' as the problem lets it.", nameof(start));
    }

    // The smallest predicted sum of scores first; ties in the order of the layers.
    private List<(int Variable, int[] Choice)> Neighbours()
    {
        var neighbours = new List<(int Variable, int[] Choice)>();
        for (var v = 0; v < _choice.Length; v++)
        {
            for (var o = 0; o < _model.Variables[v].Count; o++)
            {
                var other = (int[])_choice.Clone();
                other[v] = o;
                if (o != _choice[v] && _model.IsFeasible(other, [], _model.LayerCount))
                {
                    neighbours.Add((v, other));
                }
            }
        }

        return [.. neighbours.OrderBy(neighbour => _model.Objective(neighbour.Choice))];
    }

    private void Take(int v, int[] other, double value)
    {
        var variable = _model.Variables[v];
        _swaps.Add(new SelectionSwap(
            [.. variable.Layers.Select(layer => _problem.Layers[layer].Name)],
            _model.Operations[variable.Operations[_choice[v]]],
            _model.Operations[variable.Operations[other[v]]],
            _model.Objective(other) - _model.Objective(_choice),
            value));
        (_choice, _value) = (other, value);
    }

    private async ValueTask<double> MeasureAsync(
        int[] choice,
        Func<SelectionSolution, CancellationToken, ValueTask<double>> evaluate,
        IProgress<LanaProgress>? progress,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var selection = _verifier.Verify(choice, double.NegativeInfinity);
        var value = await evaluate(selection, cancellationToken).ConfigureAwait(false);
        _measured.Add(KeyOf(choice));
        progress?.Report(new LanaProgress("refining", _measured.Count, _options.MaximumEvaluations));
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
