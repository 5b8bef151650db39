using System.Numerics;

namespace Lana.Solvers.Diverse;

/// <summary>Raises the bound of a part of all selections and splits it in the variable whose choice varied most. Bounds
/// are lowered by the noise of doubles.</summary>
internal sealed class PartSplitter(OverlapCore core, double reach, double noise)
{
    private readonly PriceAscent _ascent = new(core, reach);
    private readonly List<(TreeNode Node, double Bound)> _children = [];

    /// <summary>The result of the last split, with bounds: nothing, a leaf, or children.</summary>
    public IReadOnlyList<(TreeNode Node, double Bound)> Children => _children;

    /// <summary>Splits a part that is not a leaf and has a known bound.</summary>
    public void Split(TreeNode part, double known)
    {
        _children.Clear();
        _ascent.Climb(part);
        var bound = _ascent.Bound - noise;
        if (bound > core.Ceiling)
        {
            return;
        }

        var masks = Narrow(part.Masks, core.Ceiling - bound);
        var variable = MostDivided(masks);
        if (variable < 0)
        {
            _children.Add((new TreeNode(masks, [], IsLeaf: true), bound));
            return;
        }

        var prices = _ascent.BestPrices;
        var least = _ascent.LeastWeight(variable, masks[variable]);
        for (var bits = masks[variable]; bits != 0; bits &= bits - 1)
        {
            var child = (ulong[])masks.Clone();
            child[variable] = bits & (~bits + 1);
            var weight = _ascent.WeightOf(variable, BitOperations.TrailingZeroCount(bits));
            _children.Add((new TreeNode(child, prices, IsLeaf: false), Math.Max(known, bound + weight - least)));
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
