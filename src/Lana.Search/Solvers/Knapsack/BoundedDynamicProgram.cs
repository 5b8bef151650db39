namespace Lana.Solvers.Knapsack;

/// <summary>Finds the best selection below a threshold: class after class, partial selections that no other dominates
/// and whose relaxation does not exceed the threshold.</summary>
/// <remarks>Costs and scores are relative to a reference selection, so that sums stay small and precise. A partial
/// selection that another matches at no more cost cannot be needed; one whose score and the relaxation of the rest
/// exceed the threshold cannot end below it. What remains at the end is therefore the best below the threshold, or the
/// proof that there is none. A selection found during the search lowers the threshold to its score.</remarks>
internal sealed class BoundedDynamicProgram
{
    private readonly IReadOnlyList<KnapsackClass> _classes;
    private readonly int[] _reference;
    private readonly double _residual;
    private readonly HullSegment[] _segments;
    private readonly LabelSweep _sweep;
    private readonly double _noise;
    private readonly int[] _order;
    private readonly int[] _stageOf;

    /// <summary>Creates the program; scores closer than <paramref name="noise"/> count as equal.</summary>
    public BoundedDynamicProgram(KnapsackCore core, LabelSweep sweep, double noise)
    {
        (_classes, _sweep, _noise) = (core.Classes, sweep, noise);
        (_reference, _residual, _segments) = (core.Relaxation.Items, core.Relaxation.Residual, core.Relaxation.Segments);
        _order = [.. Enumerable.Range(0, _classes.Count).OrderBy(i => _classes[i].Count).ThenBy(i => i)];
        _stageOf = [.. Enumerable.Range(0, _order.Length).Select(i => Array.IndexOf(_order, i))];
    }

    /// <summary>Finds the best selection whose score, relative to the reference, is at most the threshold, as items by
    /// class; null for none. Returns false if the search had to stop: the number of labels that may be made, which it
    /// counts down, ran out.</summary>
    public bool TrySolve(double threshold, StopSignal stop, ref long labels, out int[]? items)
    {
        items = null;
        var stages = new LabelList[_order.Length];
        var current = LabelList.Start;
        for (var stage = 0; stage < _order.Length; stage++)
        {
            if (current.Count == 0)
            {
                return true;
            }

            var filter = new ThresholdFilter(Suffix(stage), _residual, threshold, labels, stop);
            var group = _classes[_order[stage]];
            var all = Enumerable.Range(0, group.Count).ToArray();
            var next = _sweep.Extend(current, group, _reference[_order[stage]], all, filter);
            if (filter.IsGivenUp)
            {
                return false;
            }

            current.Seal();
            stages[stage] = current = next;
            labels -= current.Count;
            threshold = Math.Min(threshold, BestComplete(current) + _noise);
        }

        items = current.Count == 0 ? null : Trace(stages);
        return true;
    }

    // A label that fits gives a complete selection with the reference items in the remaining classes: nothing worse is needed.
    private double BestComplete(LabelList labels)
    {
        var label = labels.Costs.BinarySearch(_residual);
        label = label >= 0 ? label : ~label - 1;
        return label >= 0 ? labels.Scores[label] : double.PositiveInfinity;
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
        var traced = LabelList.Trace(stages, stages[^1].Count - 1);
        return Array.ConvertAll(_stageOf, stage => traced[stage]);
    }
}
