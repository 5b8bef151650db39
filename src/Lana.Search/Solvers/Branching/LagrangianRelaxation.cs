namespace Lana.Solvers.Branching;

/// <summary>Moves every row into the objective at a price; the rest decomposes into independent variables.</summary>
/// <remarks>For any prices, positive against an upper limit and negative against a lower one, the value is a lower
/// bound of every selection that meets the rows: priced rows only lower it. Prices are improved by subgradient
/// steps.</remarks>
internal sealed class LagrangianRelaxation
{
    private readonly SelectionModel _model;
    private readonly LinearRow[] _rows;
    private readonly double[] _prices;
    private readonly double[] _excess;
    private readonly int[] _choice;
    private double _lastValue;

    public LagrangianRelaxation(SelectionModel model, LinearRow[] rows)
    {
        (_model, _rows) = (model, rows);
        (_prices, _excess) = (new double[rows.Length], new double[rows.Length]);
        _choice = new int[model.Variables.Length];
        Weights = Array.ConvertAll(model.Variables, v => (double[])v.Scores.Clone());
        Bound = Evaluate();
    }

    /// <summary>The best bound so far; finite.</summary>
    public double Bound { get; private set; }

    /// <summary>The priced score of every option, [variable][option].</summary>
    public double[][] Weights { get; private set; }

    /// <summary>The amount that the prices subtract from the sum of the weights.</summary>
    public double Constant { get; private set; }

    public void Improve(int steps, StopSignal stop)
    {
        var best = (double[])_prices.Clone();
        var reach = Math.Max(1e-9, 0.1 * _model.Scale);
        for (var step = 0; step < steps && reach > 1e-9 * _model.Scale && !stop.IsSet && TryStep(Bound + reach); step++)
        {
            var value = Evaluate();
            if (value > Bound + (1e-3 * reach))
            {
                (Bound, best) = (value, (double[])_prices.Clone());
            }
            else
            {
                reach *= 0.8;
            }
        }

        best.CopyTo(_prices, 0);
        Bound = Evaluate();
    }

    private bool TryStep(double target)
    {
        var norm = _excess.Sum(excess => excess * excess);
        if (norm < 1e-24)
        {
            return false;
        }

        var length = (target - _lastValue) / norm;
        for (var r = 0; r < _rows.Length; r++)
        {
            var price = _prices[r] + (length * _excess[r]);
            _prices[r] = Math.Clamp(
                price,
                double.IsFinite(_rows[r].Lower) ? double.NegativeInfinity : 0.0,
                double.IsFinite(_rows[r].Upper) ? double.PositiveInfinity : 0.0);
        }

        return true;
    }

    private double Evaluate()
    {
        var sum = 0.0;
        for (var v = 0; v < _choice.Length; v++)
        {
            var weights = Weights[v];
            _model.Variables[v].Scores.CopyTo(weights, 0);
            for (var r = 0; r < _rows.Length; r++)
            {
                if (_prices[r] != 0.0)
                {
                    _rows[r].AddTo(weights, v, _prices[r] / _rows[r].Size);
                }
            }

            _choice[v] = Array.IndexOf(weights, weights.Min());
            sum += weights[_choice[v]];
        }

        Constant = PriceLimits();
        _lastValue = sum - Constant;
        return _lastValue;
    }

    // Also sets the excess of the relaxed choice over each limit, in multiples of the row's size.
    private double PriceLimits()
    {
        var constant = 0.0;
        for (var r = 0; r < _rows.Length; r++)
        {
            var row = _rows[r];
            var activity = 0.0;
            for (var v = 0; v < _choice.Length; v++)
            {
                activity += row[v, _choice[v]];
            }

            var useUpper =
                _prices[r] > 0.0 || (_prices[r] == 0.0 && activity > row.Upper) || double.IsInfinity(row.Lower);
            var limit = useUpper ? row.Upper : row.Lower;
            _excess[r] = (activity - limit) / row.Size;
            constant += _prices[r] == 0.0 ? 0.0 : _prices[r] / row.Size * limit;
        }

        return constant;
    }
}
