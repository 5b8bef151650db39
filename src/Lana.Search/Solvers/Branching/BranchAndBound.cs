namespace Lana.Solvers.Branching;

/// <summary>Depth-first branch and bound with Lagrangian bounds, for every rule; exact if it finishes.</summary>
/// <remarks>Made for small problems and for large ones with a tight relaxation. It gives up after a fixed number of
/// nodes, so that the answer does not depend on the speed of the machine.</remarks>
internal sealed class BranchAndBound
{
    private const int StopCheckInterval = 1024;

    private readonly SolveRequest _request;
    private readonly StopSignal _stop;
    private readonly SelectionModel _model;
    private readonly LinearRow[] _rows;
    private readonly int[] _order;
    private readonly int[][] _options;
    private readonly double[][] _weights;
    private readonly double[] _restWeight;
    private readonly double[][] _restMin;
    private readonly double[][] _restMax;
    private readonly double[][] _activity;
    private readonly double[] _slack;
    private readonly int[] _choice;
    private readonly SearchRules _rules;
    private readonly SearchEdges _edges;
    private readonly double _constant;
    private readonly double _noise;
    private readonly double _rootBound;
    private readonly long _nodeLimit;
    private double _best = double.PositiveInfinity;
    private int[]? _bestChoice;
    private long _nodes;
    private bool _gaveUp;

    private BranchAndBound(SolveRequest request, long nodeLimit, StopSignal stop)
    {
        (_request, _stop, _nodeLimit, _model) = (request, stop, nodeLimit, request.Model);
        _rows = LinearRow.Of(request);
        _rules = new SearchRules(_model);
        _edges = new SearchEdges(_model);
        var relaxation = new LagrangianRelaxation(_model, _rows);
        relaxation.Improve(_model.Variables.Length <= 8 ? 40 : 300, stop);
        _weights = relaxation.Weights;
        _constant = relaxation.Constant;
        _noise = 1e-15 * (_weights.Sum(weights => weights.Max(Math.Abs)) + Math.Abs(_constant));
        _rootBound = Math.Max(request.Bound, relaxation.Bound + _edges.Sum - _noise);
        _order = OrderVariables();
        _options = Array.ConvertAll(_order, SortOptions);
        _restWeight = Rest(v => _weights[v].Min());
        _restMin = Array.ConvertAll(_rows, row => Rest(row.MinimumOf));
        _restMax = Array.ConvertAll(_rows, row => Rest(row.MaximumOf));
        _slack = Array.ConvertAll(_rows, row => 1e-13 * row.Size * _order.Length);
        _activity = [.. Enumerable.Range(0, _order.Length + 1).Select(_ => new double[_rows.Length])];
        _choice = new int[_order.Length];
        if (request.Hint is { } hint)
        {
            (_best, _bestChoice) = (_model.Objective(hint), hint);
        }
    }

    /// <summary>Solves the request, or gives up with its best selection; the outcome's bound is then that of the
    /// root.</summary>
    public static SolveOutcome Solve(SolveRequest request, long nodeLimit, StopSignal stop)
    {
        if (request.Model.HasEmptyVariable)
        {
            return SolveOutcome.Infeasible;
        }

        var search = new BranchAndBound(request, nodeLimit, stop);
        search.Visit(0, 0.0);
        return search.Conclude();
    }

    private SolveOutcome Conclude()
    {
        var bound = Math.Min(_rootBound, _best);
        return _gaveUp
            ? new SolveOutcome(_bestChoice, bound)
            : _bestChoice is null
                ? SolveOutcome.Infeasible
                : new SolveOutcome(_bestChoice, Math.Max(bound, _best - Allowed()));
    }

    // Selections that are better by less than this are not searched for.
    private double Allowed() =>
        double.IsPositiveInfinity(_best) || _request.Gap == 0.0 ? 0.0 : _request.Gap * Math.Abs(_best);

    private void Visit(int depth, double weight)
    {
        if (depth == _order.Length)
        {
            TakeLeaf();
            return;
        }

        var v = _order[depth];
        foreach (var option in _options[depth])
        {
            var next = weight + _weights[v][option];
            if ((_edges.IsEmpty && IsHopeless(next + _restWeight[depth + 1] - _constant)) || !CountNode())
            {
                return;
            }

            Try(depth, v, option, next);
        }
    }

    private void Try(int depth, int v, int option, double weight)
    {
        var edgesBefore = _edges.Sum;
        _choice[v] = option;
        _edges.Assign(v, option);
        if (_rules.Assign(v, option)
            && Shift(depth, v, option)
            && !IsHopeless(weight + _restWeight[depth + 1] - _constant + _edges.Sum))
        {
            Visit(depth + 1, weight);
        }

        _rules.Release(v, option);
        _edges.Release(v, edgesBefore);
    }

    private bool CountNode()
    {
        if (_gaveUp || (_bestChoice is not null && _request.IsGoodEnough(_best, _rootBound)))
        {
            return false;
        }

        _gaveUp = ++_nodes > _nodeLimit || (_nodes % StopCheckInterval == 0 && _stop.IsSet);
        return !_gaveUp;
    }

    private bool IsHopeless(double bound) => bound - _noise >= _best - Math.Max(_request.Tolerance, Allowed());

    private bool Shift(int depth, int v, int option)
    {
        var (from, to) = (_activity[depth], _activity[depth + 1]);
        for (var r = 0; r < _rows.Length; r++)
        {
            to[r] = from[r] + _rows[r][v, option];
            if (to[r] + _restMin[r][depth + 1] > _rows[r].Upper + _slack[r]
                || to[r] + _restMax[r][depth + 1] < _rows[r].Lower - _slack[r])
            {
                return false;
            }
        }

        return true;
    }

    private void TakeLeaf()
    {
        var objective = _model.Objective(_choice);
        if (objective < _best && _request.IsFeasible(_choice))
        {
            (_best, _bestChoice) = (objective, (int[])_choice.Clone());
        }
    }

    // Variables whose wrong choice costs the most come first: they prune the most.
    private int[] OrderVariables()
    {
        var spread = Array.ConvertAll(_weights, weights => weights.Length == 1
            ? double.PositiveInfinity
            : weights.Order().Skip(1).First() - weights.Min());
        return [.. Enumerable.Range(0, _weights.Length).OrderByDescending(v => spread[v]).ThenBy(v => v)];
    }

    private int[] SortOptions(int variable) =>
        [.. Enumerable.Range(0, _weights[variable].Length).OrderBy(o => _weights[variable][o]).ThenBy(o => o)];

    private double[] Rest(Func<int, double> term)
    {
        var rest = new double[_order.Length + 1];
        for (var d = _order.Length - 1; d >= 0; d--)
        {
            rest[d] = rest[d + 1] + term(_order[d]);
        }

        return rest;
    }
}
