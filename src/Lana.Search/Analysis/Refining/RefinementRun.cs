namespace Lana.Analysis.Refining;

/// <summary>One refinement: the current selection, and the networks measured so far.</summary>
internal sealed class RefinementRun
{
    private readonly SelectionProblem _problem;
    private readonly RefinementOptions _options;
    private readonly Func<SelectionSolution, CancellationToken, ValueTask<double>> _evaluate;
    private readonly IProgress<LanaProgress>? _progress;
    private readonly SelectionModel _model;
    private readonly SolutionVerifier _verifier;
    private readonly HashSet<string> _measured = [];
    private readonly List<SelectionSwap> _swaps = [];
    private int[] _choice;
    private double _value;
    private bool _isLocalOptimum;

    public RefinementRun(
        SelectionProblem problem,
        Selection start,
        RefinementOptions options,
        Func<SelectionSolution, CancellationToken, ValueTask<double>> evaluate,
        IProgress<LanaProgress>? progress)
    {
        (_problem, _options, _evaluate, _progress) = (problem, options, evaluate, progress);
        _model = ModelCompiler.Compile(problem);
        _verifier = new SolutionVerifier(problem, _model);
        _choice = [.. _model.Variables.Select(variable => IndexOf(variable, start))];
        if (!_model.IsFeasible(_choice))
        {
            throw new ArgumentException(
                "The starting selection breaks a limit or a rule of the problem.", nameof(start));
        }
    }

    public async Task<RefinementResult> RunAsync(CancellationToken cancellationToken)
    {
        _value = await MeasureAsync(_choice, cancellationToken).ConfigureAwait(false);
        var startValue = _value;
        while (await TryImproveAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return new RefinementResult(
            _verifier.Verify(_choice, double.NegativeInfinity),
            _value,
            startValue,
            _swaps.AsReadOnly(),
            _measured.Count,
            _isLocalOptimum);
    }

    // Tries the single swaps of the current selection, and takes the first that is better.
    private async Task<bool> TryImproveAsync(CancellationToken cancellationToken)
    {
        foreach (var (v, other) in Neighbours().Where(neighbour => !_measured.Contains(KeyOf(neighbour.Choice))))
        {
            if (_measured.Count >= _options.MaxEvaluations)
            {
                return false;
            }

            var value = await MeasureAsync(other, cancellationToken).ConfigureAwait(false);
            if (value < _value - _options.MinImprovement)
            {
                Take(v, other, value);
                return true;
            }
        }

        _isLocalOptimum = true;
        return false;
    }

    private static string KeyOf(int[] choice) => string.Join(' ', choice);

    private int IndexOf(ModelVariable variable, Selection start)
    {
        var layer = _problem.Layers[variable.Layers[0]].Name;
        var chosen = start.FirstOrDefault(choice => choice.Layer == layer).Operation;
        var option = Array.FindIndex(variable.Operations, operation => _model.Operations[operation] == chosen);
        var isAlike = variable.Layers.All(other => start.Contains(new CandidateKey(_problem.Layers[other].Name, chosen)));
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
                if (o != _choice[v] && _model.IsFeasible(other))
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

    private async ValueTask<double> MeasureAsync(int[] choice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var selection = _verifier.Verify(choice, double.NegativeInfinity);
        var value = await _evaluate(selection, cancellationToken).ConfigureAwait(false);
        _measured.Add(KeyOf(choice));
        _progress?.Report(new LanaProgress("refining", _measured.Count, _options.MaxEvaluations));
        return double.IsNaN(value) ? double.PositiveInfinity : value;
    }
}
