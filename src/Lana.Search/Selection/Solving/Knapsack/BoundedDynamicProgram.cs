namespace Lana.Selection.Solving.Knapsack;

/// <summary>Finds the best selection below a threshold: class after class, partial selections that no other dominates
/// and
/// whose relaxation does not exceed the threshold.</summary>
/// <remarks>Costs and scores are relative to a reference selection, so that sums stay small and precise. A partial
/// selection that another matches at no more cost cannot be needed; one whose score and the relaxation of the rest
/// exceed the threshold cannot end below it. What remains at the end is therefore the best below the threshold, or the
/// proof that there is none.</remarks>
internal sealed class BoundedDynamicProgram
{
    private const int StopCheckInterval = 1 << 14;

    private readonly IReadOnlyList<KnapsackClass> _classes;
    private readonly int[] _reference;
    private readonly double _residual;
    private readonly HullSegment[] _segments;
    private readonly StopSignal _stop;
    private readonly int[] _order;
    private readonly int[] _stageOf;

    public BoundedDynamicProgram(IReadOnlyList<KnapsackClass> classes, KnapsackRelaxation relaxation, StopSignal stop)
    {
        (_classes, _reference, _residual, _segments, _stop) =
            (classes, relaxation.Items, relaxation.Residual, relaxation.Segments, stop);
        _order = [.. Enumerable.Range(0, classes.Count).OrderBy(i => classes[i].Count).ThenBy(i => i)];
        _stageOf = new int[classes.Count];
        for (var stage = 0; stage < _order.Length; stage++)
        {
            _stageOf[_order[stage]] = stage;
        }
    }

    /// <summary>Searches.</summary>
    /// <param name="threshold">The score, relative to the reference, that an answer may have at most.</param>
    /// <param name="labels">How many labels may be made before giving up; less what was made, on return.</param>
    /// <param name="items">The best selection, as items by class; null where none is below the threshold.</param>
    /// <returns>Whether the search finished.</returns>
    public bool TrySolve(double threshold, ref long labels, out int[]? items)
    {
        items = null;
        var stages = new LabelList[_order.Length];
        var current = new LabelList();
        current.Add(0.0, 0.0, -1, 0);
        for (var stage = 0; stage < _order.Length; stage++)
        {
            var next = new LabelList();
            if (!TryExtend(stage, current, next, threshold, labels))
            {
                return false;
            }

            current.Seal();
            stages[stage] = current = next;
            labels -= current.Count;
        }

        items = current.Count == 0 ? null : Trace(stages);
        return true;
    }

    private bool TryExtend(int stage, LabelList from, LabelList to, double threshold, long labels)
    {
        var group = _classes[_order[stage]];
        var suffix = Suffix(stage);
        var merge = new ShiftedMerge(from, group, _reference[_order[stage]]);
        var lastScore = double.PositiveInfinity;
        var steps = 0;
        while (merge.TryNext(out var cost, out var score, out var parent, out var item))
        {
            var left = _residual - cost;
            if (left < suffix.Least)
            {
                break;
            }

            if (++steps % StopCheckInterval == 0 && (_stop.IsSet || to.Count > labels))
            {
                return false;
            }

            if (score < lastScore && score + suffix.At(left) <= threshold)
            {
                to.Add(cost, score, parent, item);
                lastScore = score;
            }
        }

        return true;
    }

    private SuffixBound Suffix(int stage)
    {
        var (cost, score) = (0.0, 0.0);
        for (var later = stage + 1; later < _order.Length; later++)
        {
            var i = _order[later];
            cost += _classes[i].Costs[0] - _classes[i].Costs[_reference[i]];
            score += _classes[i].Scores[0] - _classes[i].Scores[_reference[i]];
        }

        return new SuffixBound((cost, score), _segments.Where(segment => _stageOf[segment.Class] > stage));
    }

    // The last label is the best: scores descend.
    private int[] Trace(LabelList[] stages)
    {
        var items = new int[_order.Length];
        var label = stages[^1].Count - 1;
        for (var stage = _order.Length - 1; stage >= 0; stage--)
        {
            items[_order[stage]] = stages[stage].ItemOf(label);
            label = stages[stage].ParentOf(label);
        }

        return items;
    }
}
