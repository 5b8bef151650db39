using System.Numerics;

namespace Lana.Selection.Solving.Diverse;

/// <summary>All selections below a ceiling, split further and further, the part with the lowest bound first.</summary>
/// <remarks>A tree outlives its request: a later one has more overlap rows, so that a part's bound still holds and the
/// split goes on where it was left. A part whose bound passes the ceiling is dropped for good, and the ceiling is then
/// all that the tree can prove. Not safe for several threads.</remarks>
internal sealed class OverlapTree
{
    // A node is some hundred bytes.
    private const int MostOpen = 300_000;
    private const int StopCheckInterval = 64;

    private readonly OverlapCore _core;
    private readonly PriceAscent _ascent;
    private readonly double _noise;
    private readonly PriorityQueue<TreeNode, double> _open = new();

    private OverlapTree(OverlapCore core, double reach, double bound, double noise)
    {
        (_core, _noise) = (core, noise);
        _ascent = new PriceAscent(core, reach);
        _open.Enqueue(new TreeNode(core.AllOptions, core.RootPrices, IsLeaf: false), bound);
    }

    /// <summary>No selection that keeps the rows is better than this.</summary>
    public double Bound =>
        Math.Min(_core.Ceiling, _open.TryPeek(out _, out var bound) ? bound : double.PositiveInfinity);

    /// <summary>Whether nothing below the ceiling is left.</summary>
    public bool IsExhausted => _open.Count == 0;

    /// <summary>Begins a tree.</summary>
    /// <param name="request">The request with all its options, dominated ones among them: later requests may need
    /// them.</param>
    /// <param name="relaxation">The relaxation of the request.</param>
    /// <param name="reach">How far above the relaxation the ceiling is.</param>
    /// <returns>The tree; null where a variable has too many options as good as its best.</returns>
    public static OverlapTree? TryPlant(SolveRequest request, OverlapRelaxation relaxation, double reach) =>
        OverlapCore.TryMake(request, relaxation, reach) is { } core
            ? new OverlapTree(core, core.Ceiling - relaxation.Bound, relaxation.Bound, 1e-13 * request.Model.Scale)
            : null;

    /// <summary>Splits so many parts, or until the bound is high enough.</summary>
    /// <param name="request">The request with all its options.</param>
    /// <param name="enough">The bound at which to end.</param>
    /// <param name="nodes">The most parts to look at.</param>
    /// <param name="stop">Ends the search early.</param>
    /// <returns>The optimum where the search came upon it, as options of the request; else null.</returns>
    public int[]? Search(SolveRequest request, double enough, int nodes, StopSignal stop)
    {
        _core.AddRows(request.Earlier);
        for (var node = 0; node < nodes && Bound < enough && _open.Count < MostOpen; node++)
        {
            if ((node % StopCheckInterval == 0 && stop.IsSet) || !_open.TryPeek(out var part, out var bound))
            {
                return null;
            }

            if (!part.IsLeaf)
            {
                _open.Dequeue();
                Split(request, part, bound);
            }
            else if (_core.Restore(part.Masks) is var choice && Keeps(request, choice))
            {
                return choice;
            }
            else
            {
                _open.Dequeue();
            }
        }

        return null;
    }

    private static bool Keeps(SolveRequest request, int[] choice) =>
        request.Model.IsFeasible(choice, request.Earlier, request.OverlapLimit);

    private void Split(SolveRequest request, TreeNode part, double known)
    {
        _ascent.Climb(part);
        var bound = _ascent.Bound - _noise;
        if (bound > _core.Ceiling)
        {
            return;
        }

        var masks = Narrow(part.Masks, _core.Ceiling - bound);
        var variable = MostDivided(masks);
        if (variable < 0)
        {
            AddLeaf(request, masks);
            return;
        }

        var prices = _ascent.BestPrices;
        var least = _ascent.LeastWeight(variable, masks[variable]);
        for (var bits = masks[variable]; bits != 0; bits &= bits - 1)
        {
            var child = (ulong[])masks.Clone();
            child[variable] = bits & (~bits + 1);
            var weight = _ascent.WeightOf(variable, BitOperations.TrailingZeroCount(bits));
            _open.Enqueue(new TreeNode(child, prices, IsLeaf: false), Math.Max(known, bound + weight - least));
        }
    }

    private void AddLeaf(SolveRequest request, ulong[] masks)
    {
        var choice = _core.Restore(masks);
        if (Keeps(request, choice))
        {
            _open.Enqueue(new TreeNode(masks, [], IsLeaf: true), request.Model.Objective(choice));
        }
    }

    private ulong[] Narrow(ulong[] masks, double lead)
    {
        var narrow = new ulong[masks.Length];
        for (var v = 0; v < masks.Length; v++)
        {
            var limit = _ascent.LeastWeight(v, masks[v]) + lead;
            for (var bits = masks[v]; bits != 0; bits &= bits - 1)
            {
                var o = BitOperations.TrailingZeroCount(bits);
                narrow[v] |= _ascent.WeightOf(v, o) <= limit ? 1UL << o : 0UL;
            }
        }

        return narrow;
    }

    private int MostDivided(ulong[] masks)
    {
        var (variable, most) = (-1, -1.0);
        for (var v = 0; v < masks.Length; v++)
        {
            var evenness = BitOperations.PopCount(masks[v]) > 1 ? _ascent.EvennessOf(v, masks[v]) : -1.0;
            (variable, most) = evenness > most ? (v, evenness) : (variable, most);
        }

        return variable;
    }
}
