using System.Numerics;

namespace Lana.Solvers.Diverse;

/// <summary>Raises the Lagrangian bound of a node by a few subgradient steps, and counts the options that they
/// chose.</summary>
internal sealed class PriceAscent(OverlapCore core, double reach)
{
    private const int Steps = 20;
    private const int WaitLimit = 4;
    private const double FirstStep = 0.05;
    private const double Deflection = 0.5;
    private const double Shrinking = 0.6;

    private readonly double[] _weights = new double[core.OptionCount];
    private readonly double[] _latest = new double[core.OptionCount];
    private readonly int[] _counts = new int[core.OptionCount];
    private readonly int[] _picks = new int[core.Count];
    private double[] _prices = [];
    private double[] _best = [];
    private double[] _excess = [];
    private double[] _direction = [];

    /// <summary>The bound at the best prices.</summary>
    public double Bound { get; private set; }

    /// <summary>The priced score of an option at the best prices.</summary>
    public double WeightOf(int variable, int option) => _weights[core.FirstOf(variable) + option];

    public float[] BestPrices => Array.ConvertAll(_best, price => (float)price);

    /// <summary>Improves a node's prices; stops when its bound is above the ceiling.</summary>
    public void Climb(TreeNode node)
    {
        Start(node);
        var (step, stale) = (FirstStep * reach, 0);
        for (var i = 0; i < Steps; i++)
        {
            var value = core.Evaluate(node.Masks, _prices, _excess, _latest, _picks);
            Array.ForEach(_picks, pick => _counts[pick]++);
            if (value > Bound)
            {
                stale = 0;
                Keep(value);
                if (Bound > core.Ceiling)
                {
                    return;
                }
            }
            else if (++stale == WaitLimit)
            {
                (step, stale) = (step * Shrinking, 0);
                _best.CopyTo(_prices, 0);
                Array.Clear(_direction);
                continue;
            }

            if (!TryMove(step))
            {
                return;
            }
        }
    }

    /// <summary>The evenness of the choices between a variable's options over the steps: 0 if all steps chose the same
    /// option.</summary>
    public double EvennessOf(int variable, ulong mask)
    {
        var (most, all) = (0, 1);
        for (var bits = mask; bits != 0; bits &= bits - 1)
        {
            var count = _counts[core.FirstOf(variable) + BitOperations.TrailingZeroCount(bits)];
            (most, all) = (Math.Max(most, count), all + count);
        }

        return 1.0 - ((double)most / all);
    }

    public double LeastWeight(int variable, ulong mask)
    {
        var least = double.PositiveInfinity;
        for (var bits = mask; bits != 0; bits &= bits - 1)
        {
            least = Math.Min(least, WeightOf(variable, BitOperations.TrailingZeroCount(bits)));
        }

        return least;
    }

    private void Start(TreeNode node)
    {
        if (_prices.Length != core.RowCount)
        {
            (_prices, _best) = (new double[core.RowCount], new double[core.RowCount]);
            (_excess, _direction) = (new double[core.RowCount], new double[core.RowCount]);
        }

        Array.Clear(_prices);
        Array.Clear(_direction);
        Array.Clear(_counts);
        Array.Copy(node.Prices, _prices, node.Prices.Length);
        Bound = double.NegativeInfinity;
    }

    private void Keep(double value)
    {
        Bound = value;
        _prices.CopyTo(_best, 0);
        _latest.CopyTo(_weights, 0);
    }

    private bool TryMove(double step)
    {
        var norm = 0.0;
        for (var r = 0; r < _prices.Length; r++)
        {
            var isIdle = _prices[r] <= 0.0;
            var excess = isIdle ? Math.Max(0.0, _excess[r]) : _excess[r];
            var direction = (Deflection * excess) + ((1.0 - Deflection) * _direction[r]);
            _direction[r] = isIdle ? Math.Max(0.0, direction) : direction;
            norm += _direction[r] * _direction[r];
        }

        for (var r = 0; r < _prices.Length && norm > 1e-12; r++)
        {
            _prices[r] = Math.Max(0.0, _prices[r] + (step / norm * _direction[r]));
        }

        return norm > 1e-12;
    }
}
