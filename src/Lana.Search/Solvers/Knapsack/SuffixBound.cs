namespace Lana.Solvers.Knapsack;

/// <summary>The relaxation of the remaining classes, as a function of the capacity left for them.</summary>
/// <remarks>Convex and piecewise linear. Called with falling capacities, so that one stage takes one pass.</remarks>
internal sealed class SuffixBound
{
    private readonly double[] _capacities;
    private readonly double[] _values;
    private int _piece;

    /// <summary>Creates the bound from the minimum cost of the remaining classes with its score, and their hull steps
    /// in order.</summary>
    public SuffixBound((double Cost, double Score) least, IEnumerable<HullSegment> segments)
    {
        List<double> capacities = [least.Cost];
        List<double> values = [least.Score];
        foreach (var segment in segments)
        {
            capacities.Add(capacities[^1] + segment.Cost);
            values.Add(values[^1] - segment.Gain);
        }

        _capacities = [.. capacities];
        _values = [.. values];
        _piece = _capacities.Length - 1;
    }

    public double MinCost => _capacities[0];

    /// <summary>The minimum score that the remaining classes can add, within a capacity of at least
    /// <see cref="MinCost"/>.</summary>
    public double At(double capacity)
    {
        while (_piece > 0 && _capacities[_piece] > capacity)
        {
            _piece--;
        }

        if (_piece == _capacities.Length - 1)
        {
            return _values[_piece];
        }

        var width = _capacities[_piece + 1] - _capacities[_piece];
        var share = width > 0.0 ? (capacity - _capacities[_piece]) / width : 0.0;
        return _values[_piece] + (share * (_values[_piece + 1] - _values[_piece]));
    }
}
