using System.Numerics;

namespace Lana.Solvers.Diverse;

/// <summary>The options that a selection below a ceiling can use, and their priced scores.</summary>
/// <remarks>An option is left out if its reduced cost alone raises the relaxation above the ceiling. Later requests
/// only add overlap rows, so this holds for them too.</remarks>
internal sealed class OverlapCore
{
    private const int MaxOptions = 64;

    private readonly int[][] _options;
    private readonly int[] _first;
    private readonly double[] _scores;
    private readonly double[] _costs;
    private readonly double _costLimit;
    private readonly int _overlapLimit;

    // The rows that option x is in: _rows[_rowStart[x] .. _rowStart[x + 1]].
    private readonly int[] _rowStart;
    private int[] _rows = [];

    private OverlapCore(SolveRequest request, int[][] options, double ceiling, double price)
    {
        (_options, Ceiling, _overlapLimit) = (options, ceiling, request.OverlapLimit);
        _first = [.. options.Select((_, v) => options.Take(v).Sum(kept => kept.Length))];
        var variables = request.Model.Variables;
        var limited = request.Model.OnlyLimitedCosts();
        double[][] costs = [.. options.Select((kept, v) => Array.ConvertAll(kept, o => limited[v][o]))];

        // In this unit a change of one operation moves the cost about as far as an overlap: by one.
        var moved = costs.Sum(own => own.Max() - own.Min()) / options.Length;
        var unit = moved > 0.0 ? moved : 1.0;
        _costs = [.. costs.SelectMany(own => own).Select(value => value / unit)];
        _scores = [.. options.SelectMany((kept, v) => kept.Select(o => variables[v].Scores[o]))];
        _costLimit = request.Model.OnlyLimit / unit;
        _rowStart = new int[_costs.Length + 1];
        RootPrices = [(float)(price * unit)];
    }

    public int Count => _options.Length;

    /// <summary>The score below which every selection is in the core.</summary>
    public double Ceiling { get; }

    /// <summary>The number of rows: the limited cost and the overlaps.</summary>
    public int RowCount { get; private set; } = 1;

    /// <summary>The options of all variables; those of one variable follow each other.</summary>
    public int OptionCount => _costs.Length;

    public float[] RootPrices { get; private set; }

    public ulong[] AllOptions => Array.ConvertAll(
        _options, kept => kept.Length == MaxOptions ? ulong.MaxValue : (1UL << kept.Length) - 1);

    /// <summary>Creates the core below a ceiling that is at most <paramref name="reach"/> above the relaxation; null if
    /// a variable has too many options as good as its best.</summary>
    public static OverlapCore? TryMake(SolveRequest request, OverlapRelaxation relaxation, double reach)
    {
        var reduced = relaxation.ReducedCostsOf(request);
        foreach (var costs in reduced.Where(costs => costs.Length > MaxOptions))
        {
            reach = Math.Min(reach, costs.Order().ElementAt(MaxOptions) * (1.0 - 1e-9));
        }

        int[][] options = Array.ConvertAll(
            reduced, costs => Enumerable.Range(0, costs.Length).Where(o => costs[o] <= reach).ToArray());
        if (Array.Exists(options, kept => kept.Length > MaxOptions))
        {
            return null;
        }

        var core = new OverlapCore(request, options, relaxation.Bound + reach, relaxation.Price);
        core.AddRows(request.Earlier);
        core.RootPrices = [.. core.RootPrices, .. relaxation.OverlapPrices.Select(price => (float)price)];
        return core;
    }

    /// <summary>The index at which the weights of a variable begin.</summary>
    public int FirstOf(int variable) => _first[variable];

    /// <summary>Adds the overlap rows that are new.</summary>
    public void AddRows(IReadOnlyList<int[]> earlier)
    {
        if (RowCount == earlier.Count + 1)
        {
            return;
        }

        RowCount = earlier.Count + 1;
        var rows = new List<int>();
        for (var v = 0; v < Count; v++)
        {
            for (var o = 0; o < _options[v].Length; o++)
            {
                rows.AddRange(Enumerable.Range(1, earlier.Count).Where(row => earlier[row - 1][v] == _options[v][o]));
                _rowStart[_first[v] + o + 1] = rows.Count;
            }
        }

        _rows = [.. rows];
    }

    public int[] Restore(ulong[] masks) =>
        [.. masks.Select((mask, v) => _options[v][BitOperations.TrailingZeroCount(mask)])];

    /// <summary>The Lagrangian bound of a part of the selections. Writes the excess of the cheapest choice over each
    /// row, the priced score of every option, and every variable's cheapest option as an index into these.
    /// Thread-safe.</summary>
    public double Evaluate(ulong[] masks, double[] prices, double[] excess, double[] weights, int[] picks)
    {
        var sum = -prices[0] * _costLimit;
        excess[0] = -_costLimit;
        for (var r = 1; r < RowCount; r++)
        {
            sum -= prices[r] * _overlapLimit;
            excess[r] = -_overlapLimit;
        }

        for (var v = 0; v < masks.Length; v++)
        {
            var pick = Price(_first[v], masks[v], prices, weights);
            sum += weights[pick];
            picks[v] = pick;
            excess[0] += _costs[pick];
            foreach (var row in RowsOf(pick))
            {
                excess[row]++;
            }
        }

        return sum;
    }

    private ReadOnlySpan<int> RowsOf(int x) => _rows.AsSpan(_rowStart[x], _rowStart[x + 1] - _rowStart[x]);

    private int Price(int first, ulong mask, double[] prices, double[] weights)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var bits = mask; bits != 0; bits &= bits - 1)
        {
            var x = first + BitOperations.TrailingZeroCount(bits);
            var weight = _scores[x] + (prices[0] * _costs[x]);
            foreach (var row in RowsOf(x))
            {
                weight += prices[row];
            }

            weights[x] = weight;
            (best, least) = weight < least ? (x, weight) : (best, least);
        }

        return best;
    }
}
