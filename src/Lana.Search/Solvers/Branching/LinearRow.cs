namespace Lana.Solvers.Branching;

/// <summary>Lower ≤ Σ coefficient ≤ Upper: a limited cost, or the overlap with an earlier selection.</summary>
internal sealed class LinearRow
{
    private readonly double[][]? _dense;
    private readonly int[]? _chosen;
    private readonly SelectionModel _model;

    private LinearRow(SelectionModel model, double[][]? dense, int[]? chosen, double lower, double upper)
    {
        (_model, _dense, _chosen, Lower, Upper) = (model, dense, chosen, lower, upper);
        Size = Math.Max(1e-300, Enumerable.Range(0, model.Variables.Length).Max(v => MaximumOf(v)));
    }

    public double Lower { get; }

    public double Upper { get; }

    /// <summary>The largest coefficient.</summary>
    public double Size { get; }

    public static LinearRow[] Of(SolveRequest request)
    {
        var model = request.Model;
        var costs = Enumerable.Range(0, model.CostCount)
            .Where(c => double.IsFinite(model.Upper[c]) || double.IsFinite(model.Lower[c]))
            .Select(c => new LinearRow(
                model, Array.ConvertAll(model.Variables, v => v.Costs[c]), null, model.Lower[c], model.Upper[c]));
        var overlaps = request.Earlier.Select(
            chosen => new LinearRow(model, null, chosen, double.NegativeInfinity, request.OverlapLimit));
        return [.. costs, .. overlaps];
    }

    public double this[int variable, int option] => _dense is not null
        ? _dense[variable][option]
        : _chosen![variable] == option ? _model.Variables[variable].Weight : 0.0;

    public double MaximumOf(int variable) => _dense is not null
        ? _dense[variable].Max()
        : _chosen![variable] < 0 ? 0.0 : _model.Variables[variable].Weight;

    public double MinimumOf(int variable) => _dense is not null
        ? _dense[variable].Min()
        : _model.Variables[variable].Count > 1 ? 0.0 : this[variable, 0];

    /// <summary>Adds the multiplied coefficients of one variable.</summary>
    public void AddTo(double[] weights, int variable, double multiplier)
    {
        if (_chosen is not null)
        {
            if (_chosen[variable] >= 0)
            {
                weights[_chosen[variable]] += multiplier * _model.Variables[variable].Weight;
            }

            return;
        }

        for (var o = 0; o < weights.Length; o++)
        {
            weights[o] += multiplier * _dense![variable][o];
        }
    }
}
